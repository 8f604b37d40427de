INSERT INTO run (id, workflow, parent, number, key, version, state, label, starter, started, ended, outcome, target, due, exceptions, priority, rev, last_entry, last_hash)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, 0, 0, zeroblob(32))
ON CONFLICT (id) DO UPDATE SET
  workflow = excluded.workflow,
  parent = excluded.parent,
  number = excluded.number,
  key = excluded.key,
  version = excluded.version,
  state = excluded.state,
  label = excluded.label,
  starter = excluded.starter,
  started = excluded.started,
  ended = excluded.ended,
  outcome = excluded.outcome,
  target = excluded.target,
  due = excluded.due,
  exceptions = excluded.exceptions,
  priority = excluded.priority
