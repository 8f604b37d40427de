INSERT INTO form_draft (place, person, rev, content, at)
VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT (place, person) DO UPDATE SET
  rev = excluded.rev,
  content = excluded.content,
  at = excluded.at
