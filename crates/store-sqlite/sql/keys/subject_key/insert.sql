INSERT INTO subject_key (kind, subject, key) VALUES (?1, ?2, ?3)
