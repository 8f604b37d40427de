SELECT id, size, media_type, sha256, key, name, owner, run, at, state
FROM file
WHERE state = 1 AND at < ?1 AND (at, id) > (?2, ?3)
ORDER BY at, id
LIMIT ?4
