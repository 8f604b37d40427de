DELETE FROM run_party WHERE run = ?1 AND person = ?2 AND why = ?3
