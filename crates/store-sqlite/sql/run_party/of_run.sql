SELECT run, person, why
FROM run_party
WHERE run = ?1
ORDER BY run, person, why
