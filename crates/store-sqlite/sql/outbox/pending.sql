SELECT id, kind, run, entry, body, state, attempts, at, fault
FROM outbox
WHERE state = 1 AND at <= ?1
ORDER BY id
LIMIT ?2
