SELECT
  r.id, r.workflow, r.parent, r.number, r.key, r.version, r.state, r.label, r.starter, r.started, r.ended, r.outcome, r.target, r.due, r.exceptions, r.priority, r.rev, r.last_entry,
  t.id, t.run, t.n, t.workflow, t.step, t.pass, t.kind, t.title, t.role, t.priority, t.opened, t.opened_entry,
  s.task, s.status, s.assignee, s.team, s.offered, s.due, s.taken, s.choice, s.choice_label, s.done_by, s.done, s.rev
FROM task_offer o
CROSS JOIN task_state s ON s.task = o.task
JOIN task t ON t.place = s.place
JOIN run r ON r.id = t.run
WHERE o.person = ?1 AND s.status = 1
  AND (o.due, o.task) > (?2, ?3)
  AND (?4 IS NULL OR t.workflow = ?4)
  AND (?7 IS NULL OR t.priority = ?7)
  AND (?5 IS NULL OR instr(lower(t.title), lower(?5)) OR instr(lower(r.key), lower(?5)) OR instr(lower(r.label), lower(?5)))
ORDER BY o.due, o.task
LIMIT ?6
