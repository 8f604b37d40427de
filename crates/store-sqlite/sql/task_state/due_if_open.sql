SELECT due FROM task_state WHERE task = ?1 AND status <= 3
