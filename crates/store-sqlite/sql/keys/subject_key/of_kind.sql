SELECT id FROM subject_key WHERE kind = ?1 AND id > ?2 AND key IS NOT NULL ORDER BY id LIMIT ?3
