DELETE FROM task_offer WHERE task >= ?1 << 20 AND task < (?1 + 1) << 20
