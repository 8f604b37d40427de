SELECT id, size, media_type, sha256, key, name, owner, run, at, state
FROM file
WHERE run = ?1
ORDER BY at, id
