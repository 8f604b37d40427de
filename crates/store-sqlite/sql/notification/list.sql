SELECT id, person, kind, run, task, at, entry, read
FROM notification
WHERE person = ?1 AND id < ?2
ORDER BY id DESC
LIMIT ?3
