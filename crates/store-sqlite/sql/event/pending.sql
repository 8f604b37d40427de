SELECT n, id, name, key, body, at, state
FROM event
WHERE state = 1
ORDER BY n
LIMIT ?1
