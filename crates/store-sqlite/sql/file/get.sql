SELECT id, size, media_type, sha256, key, name, owner, run, at, state
FROM file
WHERE id = ?1
