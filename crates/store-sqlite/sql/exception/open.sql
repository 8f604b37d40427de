SELECT
  r.id, r.workflow, r.parent, r.number, r.key, r.version, r.state, r.label, r.starter, r.started, r.ended, r.outcome, r.target, r.due, r.exceptions, r.priority, r.rev, r.last_entry,
  e.id, e.step, e.pass, e.code, e.detail, e.since, e.resolved, e.state
FROM exception e
CROSS JOIN run r ON r.id = e.id >> 20
WHERE e.state = 1 AND (e.since, e.id) > (?1, ?2)
  AND (NOT ?6 OR e.code LIKE 'start.%')
  AND (?3 IS NULL OR r.workflow = ?3)
  AND (?4 IS NULL OR EXISTS (SELECT 1 FROM run_party p WHERE p.run = r.id AND p.person = ?4))
ORDER BY e.since, e.id
LIMIT ?5
