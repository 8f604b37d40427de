SELECT slug, text, rev, by, at
FROM binned
WHERE item = ?1
