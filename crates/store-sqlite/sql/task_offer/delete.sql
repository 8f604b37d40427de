DELETE FROM task_offer WHERE task = ?1
