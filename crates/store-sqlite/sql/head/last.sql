SELECT epoch, size, root, at, note
FROM head
ORDER BY epoch DESC, size DESC
LIMIT 1
