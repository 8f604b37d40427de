INSERT INTO notification (id, person, kind, run, task, at, entry, read)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
ON CONFLICT (id) DO UPDATE SET
  person = excluded.person,
  kind = excluded.kind,
  run = excluded.run,
  task = excluded.task,
  at = excluded.at,
  entry = excluded.entry,
  read = excluded.read
