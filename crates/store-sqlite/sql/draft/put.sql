INSERT INTO draft (slug, text, rev, by, at)
VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT (slug) DO UPDATE SET
  text = excluded.text,
  rev = excluded.rev,
  by = excluded.by,
  at = excluded.at
