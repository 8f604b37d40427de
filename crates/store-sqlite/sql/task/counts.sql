SELECT
  (SELECT count(*) FROM (SELECT 1 FROM task_state WHERE assignee = ?1 AND status <= 3 LIMIT ?3)),
  (SELECT count(*) FROM (
    SELECT 1 FROM task_offer o CROSS JOIN task_state s ON s.task = o.task WHERE o.person = ?1 AND s.status = 1 LIMIT ?3
  )),
  (SELECT count(*) FROM (
    SELECT 1 FROM run r
    CROSS JOIN task_state s ON s.task >= r.id << 20 AND s.task < (r.id + 1) << 20
    WHERE r.starter = ?1 AND r.state = 1 AND s.status <= 3 AND s.assignee IS NOT ?1 LIMIT ?3
  )),
  (SELECT count(*) FROM (SELECT 1 FROM task_state WHERE done_by = ?1 AND status = 4 LIMIT ?3)),
  (SELECT count(*) FROM (SELECT 1 FROM task_state WHERE assignee = ?1 AND status <= 3 AND due < ?2 LIMIT ?3))
