SELECT r.id, r.workflow, r.parent, r.number, r.key, r.version, r.state, r.label, r.starter, r.started, r.ended, r.outcome, r.target, r.due, r.exceptions, r.priority, r.rev, r.last_entry
FROM run r
WHERE r.id < ?
