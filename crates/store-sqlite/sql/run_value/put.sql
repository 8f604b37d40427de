INSERT INTO run_value (run, n, field, text) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (run, n) DO UPDATE SET field = excluded.field, text = excluded.text
