SELECT id, kind, run, entry, body, state, attempts, at, fault
FROM outbox
WHERE state = ?1 AND id < ?2
ORDER BY id DESC
LIMIT ?3
