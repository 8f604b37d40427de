SELECT person, hash, at FROM password WHERE person = ?1
