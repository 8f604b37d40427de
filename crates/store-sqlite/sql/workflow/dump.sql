SELECT id, slug, key, title, about, owner, live_version, rev, binned
FROM workflow
ORDER BY id
