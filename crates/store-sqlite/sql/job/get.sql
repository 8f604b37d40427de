SELECT id, kind, topic, step, pass, state, attempt, fence, lease_s, worker, since
FROM job
WHERE id = ?1
