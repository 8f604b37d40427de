UPDATE subject_key SET key = NULL WHERE id = ?1
