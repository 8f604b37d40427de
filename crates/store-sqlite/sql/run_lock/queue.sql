SELECT id, workflow, name, step, entry, held
FROM run_lock
WHERE workflow = ?1 AND name = ?2
ORDER BY held DESC, entry, id
LIMIT ?3
