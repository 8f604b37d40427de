DELETE FROM task
WHERE place IN (SELECT place FROM task_state WHERE task >= ?1 << 20 AND task < (?1 + 1) << 20)
