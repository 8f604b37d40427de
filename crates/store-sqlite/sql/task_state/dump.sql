SELECT task, status, assignee, team, offered, due, taken, choice, choice_label, done_by, done, rev
FROM task_state
ORDER BY task
