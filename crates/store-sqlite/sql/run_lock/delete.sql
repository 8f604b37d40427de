DELETE FROM run_lock WHERE id = ?1
