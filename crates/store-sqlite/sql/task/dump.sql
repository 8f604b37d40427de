SELECT t.id, t.run, t.n, t.workflow, t.step, t.pass, t.kind, t.title, t.role, t.priority, t.opened, t.opened_entry
FROM task_state s
JOIN task t ON t.place = s.place
ORDER BY s.task
