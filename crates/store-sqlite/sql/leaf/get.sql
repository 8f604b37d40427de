SELECT n, entry
FROM leaf
WHERE n = ?1
