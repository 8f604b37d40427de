SELECT epoch, size, root, at, note
FROM head
WHERE (epoch, size) > (?1, ?2)
ORDER BY epoch, size
LIMIT ?3
