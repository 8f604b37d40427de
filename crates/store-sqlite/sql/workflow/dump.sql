SELECT id, slug, key, title, about, owner, live_version, rev
FROM workflow
ORDER BY id
