UPDATE subject_key SET kind = ?2, subject = ?3 WHERE id = ?1 AND key IS NOT NULL
