SELECT task, person FROM task_offer ORDER BY task, person
