SELECT id, at, kind, step, pass, task
FROM timer
ORDER BY id
