SELECT person FROM task_offer WHERE task = ?1 ORDER BY person
