INSERT INTO job (id, kind, topic, step, pass, state, attempt, fence, lease_s, worker, since)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
ON CONFLICT (id) DO UPDATE SET
  kind = excluded.kind,
  topic = excluded.topic,
  step = excluded.step,
  pass = excluded.pass,
  state = excluded.state,
  attempt = excluded.attempt,
  fence = excluded.fence,
  lease_s = excluded.lease_s,
  worker = excluded.worker,
  since = excluded.since
