INSERT INTO event (n, id, name, key, body, at, state)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
ON CONFLICT (n) DO UPDATE SET
  id = excluded.id,
  name = excluded.name,
  key = excluded.key,
  body = excluded.body,
  at = excluded.at,
  state = excluded.state
