SELECT secret, id, person, created, used, expires, agent FROM session WHERE person = ?1 ORDER BY created DESC, id DESC
