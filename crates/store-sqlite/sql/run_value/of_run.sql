SELECT field, text FROM run_value WHERE run = ?1 ORDER BY n
