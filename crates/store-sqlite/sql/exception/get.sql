SELECT id, step, pass, code, detail, since, resolved, state
FROM exception
WHERE id = ?1
