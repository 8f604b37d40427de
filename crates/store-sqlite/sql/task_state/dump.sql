SELECT task, status, assignee, team, offered, due, taken, choice, done_by, done, rev
FROM task_state
ORDER BY task
