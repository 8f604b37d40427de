SELECT id, workflow, name, step, entry, held
FROM run_lock
ORDER BY id
