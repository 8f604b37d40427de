INSERT INTO run_party (run, person, why)
VALUES (?1, ?2, ?3)
ON CONFLICT DO NOTHING
