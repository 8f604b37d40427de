INSERT INTO password (person, hash, at) VALUES (?1, ?2, ?3)
ON CONFLICT (person) DO UPDATE SET hash = excluded.hash, at = excluded.at
