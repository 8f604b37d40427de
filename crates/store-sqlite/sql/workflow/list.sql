SELECT id, slug, key, title, about, owner, live_version, rev, binned
FROM workflow
WHERE id > ?1 AND binned = 0
ORDER BY id
LIMIT ?2
