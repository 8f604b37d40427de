INSERT INTO file (id, size, media_type, sha256, key, name, owner, run, at, state)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
ON CONFLICT (id) DO UPDATE SET
  size = excluded.size,
  media_type = excluded.media_type,
  sha256 = excluded.sha256,
  key = excluded.key,
  name = excluded.name,
  owner = excluded.owner,
  run = excluded.run,
  at = excluded.at,
  state = excluded.state
