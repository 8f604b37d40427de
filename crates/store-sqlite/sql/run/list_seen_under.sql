WITH RECURSIVE under (id) AS (
  VALUES (?)
  UNION
  SELECT child.id FROM under CROSS JOIN run child ON child.parent = under.id
)
SELECT r.id, r.workflow, r.parent, r.number, r.key, r.version, r.state, r.label, r.starter, r.started, r.ended, r.outcome, r.target, r.due, r.exceptions, r.priority, r.rev, r.last_entry
FROM under
CROSS JOIN run_party p ON p.run = under.id
CROSS JOIN run r ON r.id = p.run
WHERE p.person = ? AND under.id < ?
