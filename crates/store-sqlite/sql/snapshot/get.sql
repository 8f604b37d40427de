SELECT stream, entry, bytes
FROM snapshot
WHERE stream = ?1
