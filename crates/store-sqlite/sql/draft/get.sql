SELECT slug, text, rev, by, at
FROM draft
WHERE slug = ?1
