INSERT INTO node (id, hash) VALUES (?1, ?2)
ON CONFLICT (id) DO UPDATE SET hash = excluded.hash
