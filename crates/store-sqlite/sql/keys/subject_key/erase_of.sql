UPDATE subject_key SET key = NULL WHERE kind = ?1 AND subject = ?2 AND key IS NOT NULL RETURNING id
