INSERT INTO binned (item, slug, text, rev, by, at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
