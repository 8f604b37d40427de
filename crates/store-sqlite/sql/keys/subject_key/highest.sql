SELECT COALESCE(max(id), 0) FROM subject_key
