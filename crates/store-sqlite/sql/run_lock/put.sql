INSERT INTO run_lock (id, workflow, name, step, entry, held)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (id) DO UPDATE SET
  workflow = excluded.workflow, name = excluded.name, step = excluded.step, entry = excluded.entry, held = excluded.held
