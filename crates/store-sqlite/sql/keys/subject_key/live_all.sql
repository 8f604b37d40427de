SELECT id FROM subject_key WHERE kind = ?1 AND subject = ?2 AND key IS NOT NULL ORDER BY id
