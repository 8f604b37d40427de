SELECT id, kind, run, entry, body, state, attempts, at, fault
FROM outbox
WHERE state = 1 AND kind = ?1 AND at <= ?2
ORDER BY id
LIMIT ?3
