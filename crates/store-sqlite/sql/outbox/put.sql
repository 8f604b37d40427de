INSERT INTO outbox (id, kind, run, entry, body, state, attempts, at, fault)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
ON CONFLICT (id) DO UPDATE SET
  kind = excluded.kind,
  run = excluded.run,
  entry = excluded.entry,
  body = excluded.body,
  state = excluded.state,
  attempts = excluded.attempts,
  at = excluded.at,
  fault = excluded.fault
