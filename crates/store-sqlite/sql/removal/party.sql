DELETE FROM run_party WHERE run = ?1
