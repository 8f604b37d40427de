INSERT INTO task_state (task, status, assignee, team, offered, due, taken, choice, done_by, done, rev, place, choice_label)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
