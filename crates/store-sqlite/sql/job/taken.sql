SELECT id, kind, topic, step, pass, state, attempt, fence, lease_s, worker, since
FROM job
WHERE state = 2 AND id > ?1
ORDER BY id
LIMIT ?2
