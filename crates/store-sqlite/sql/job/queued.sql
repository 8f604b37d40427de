SELECT id, kind, topic, step, pass, state, attempt, fence, lease_s, worker, since
FROM job
WHERE kind = ?1 AND topic = ?2 AND state = 1
ORDER BY since, id
LIMIT ?3
