SELECT n, id, name, key, body, at, state
FROM event
WHERE name = ?1 AND id = ?2
