UPDATE task_state SET
  status = ?2,
  assignee = ?3,
  team = ?4,
  offered = ?5,
  due = ?6,
  taken = ?7,
  choice = ?8,
  done_by = ?9,
  done = ?10,
  rev = ?11,
  choice_label = ?12
WHERE task = ?1
