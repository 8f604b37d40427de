SELECT count(*) FROM (
  SELECT 1 FROM task_state WHERE assignee = ?1 AND status <= 3 LIMIT ?2
)
