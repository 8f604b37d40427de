SELECT secret, id, person, created, used, expires, agent FROM session WHERE secret = ?1
