SELECT id, step, pass, code, detail, since, resolved, state
FROM exception
WHERE id >= ?1 << 20 AND id < (?1 + 1) << 20
ORDER BY id
