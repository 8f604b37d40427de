INSERT INTO signing_key (id, seed) VALUES (1, ?1)
ON CONFLICT (id) DO UPDATE SET seed = excluded.seed
