SELECT coalesce(sum(size), 0)
FROM file
WHERE state = 1 AND owner = ?1
