SELECT n, id, name, key, body, at, state
FROM event
WHERE state = 2 AND name = ?1 AND key = ?2
ORDER BY n
LIMIT ?3
