SELECT run, person, why
FROM run_party
ORDER BY run, person, why
