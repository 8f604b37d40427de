SELECT n, entry
FROM leaf
WHERE n >= ?1
ORDER BY n
LIMIT ?2
