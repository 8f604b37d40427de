SELECT id, workflow, parent, number, key, version, state, label, starter, started, ended, outcome, target, due, exceptions, priority, rev, last_entry
FROM run
WHERE workflow = ?1 AND id > ?2
ORDER BY id
LIMIT ?3
