SELECT id, slug, key, title, about, owner, live_version, rev, binned
FROM workflow
WHERE key = ?1
