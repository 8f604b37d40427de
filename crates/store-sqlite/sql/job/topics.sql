SELECT topic,
  SUM(state = 1),
  SUM(state = 2),
  SUM(state = 3),
  MIN(CASE WHEN state = 1 THEN since END)
FROM job
WHERE kind = 1
GROUP BY topic
ORDER BY topic
LIMIT ?1
