INSERT INTO link (secret, kind, person, expires) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (secret) DO UPDATE SET kind = excluded.kind, person = excluded.person, expires = excluded.expires
