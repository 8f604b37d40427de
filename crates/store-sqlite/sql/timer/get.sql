SELECT id, at, kind, step, pass, task
FROM timer
WHERE id = ?1
