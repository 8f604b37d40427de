SELECT id, slug, key, title, about, owner, live_version, rev
FROM workflow
WHERE id = ?1
