DELETE FROM run_value WHERE run = ?1
