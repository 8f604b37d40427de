SELECT slug, text, rev, by, at
FROM draft
WHERE slug > ?1
ORDER BY slug
LIMIT ?2
