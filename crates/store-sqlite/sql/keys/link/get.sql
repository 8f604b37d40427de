SELECT secret, kind, person, expires FROM link WHERE secret = ?1
