SELECT id, workflow, parent, number, key, version, state, label, starter, started, ended, outcome, target, due, exceptions, priority, rev, last_entry
FROM run
WHERE workflow = ?1 AND state = 2
ORDER BY ended DESC, id DESC
LIMIT ?2
