SELECT id, kind, topic, step, pass, state, attempt, fence, lease_s, worker, since
FROM job
WHERE id >= ?1 << 20 AND id < (?1 + 1) << 20
ORDER BY id
