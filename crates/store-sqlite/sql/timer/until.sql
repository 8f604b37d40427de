SELECT id, at, kind, step, pass, task
FROM timer
WHERE at <= ?1 AND (at, id) > (?2, ?3)
ORDER BY at, id
LIMIT ?4
