AND EXISTS (SELECT 1 FROM run_party p WHERE p.run = r.id AND p.person = ?)
