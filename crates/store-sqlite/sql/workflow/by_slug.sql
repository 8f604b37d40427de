SELECT id, slug, key, title, about, owner, live_version, rev, binned
FROM workflow
WHERE slug = ?1 AND binned = 0
