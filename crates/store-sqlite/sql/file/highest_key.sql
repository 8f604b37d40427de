SELECT COALESCE(max(key), 0) FROM file
