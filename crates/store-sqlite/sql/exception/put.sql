INSERT INTO exception (id, step, pass, code, detail, since, resolved, state)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
ON CONFLICT (id) DO UPDATE SET
  step = excluded.step,
  pass = excluded.pass,
  code = excluded.code,
  detail = excluded.detail,
  since = excluded.since,
  resolved = excluded.resolved,
  state = excluded.state
