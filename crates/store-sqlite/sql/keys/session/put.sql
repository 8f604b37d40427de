INSERT INTO session (secret, id, person, created, used, expires, agent)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
ON CONFLICT (secret) DO UPDATE SET
  id = excluded.id, person = excluded.person, created = excluded.created,
  used = excluded.used, expires = excluded.expires, agent = excluded.agent
