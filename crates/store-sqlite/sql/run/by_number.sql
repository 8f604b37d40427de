SELECT id, workflow, parent, number, key, version, state, label, starter, started, ended, outcome, target, due, exceptions, priority, rev, last_entry
FROM run
WHERE workflow = (SELECT id FROM workflow WHERE key = ?1) AND number = ?2
