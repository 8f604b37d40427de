SELECT id, kind, topic, step, pass, state, attempt, fence, lease_s, worker, since
FROM job
ORDER BY id
