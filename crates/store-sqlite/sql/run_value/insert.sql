INSERT INTO run_value (run, n, field, text) VALUES (?1, ?2, ?3, ?4)
