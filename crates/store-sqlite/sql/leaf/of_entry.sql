SELECT n, entry
FROM leaf
WHERE entry = ?1
