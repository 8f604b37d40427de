DELETE FROM run_value WHERE run = ?1 AND n = ?2
