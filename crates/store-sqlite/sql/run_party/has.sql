SELECT EXISTS (SELECT 1 FROM run_party WHERE run = ?1 AND person = ?2)
