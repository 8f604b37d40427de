SELECT id, step, pass, code, detail, since, resolved, state
FROM exception
ORDER BY id
