SELECT n, id, name, key, body, at, state
FROM event
WHERE n = ?1
