SELECT key FROM subject_key WHERE id = ?1
