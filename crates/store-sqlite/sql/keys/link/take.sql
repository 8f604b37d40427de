DELETE FROM link WHERE secret = ?1 RETURNING secret, kind, person, expires
