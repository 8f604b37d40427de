SELECT id, workflow, parent, number, key, version, state, label, starter, started, ended, outcome, target, due, exceptions, priority, rev, last_entry
FROM run
ORDER BY id
