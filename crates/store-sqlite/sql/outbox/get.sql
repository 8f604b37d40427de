SELECT id, kind, run, entry, body, state, attempts, at, fault
FROM outbox
WHERE id = ?1
