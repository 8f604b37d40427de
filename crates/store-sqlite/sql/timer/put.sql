INSERT INTO timer (id, at, kind, step, pass, task)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (id) DO UPDATE SET
  at = excluded.at,
  kind = excluded.kind,
  step = excluded.step,
  pass = excluded.pass,
  task = excluded.task
