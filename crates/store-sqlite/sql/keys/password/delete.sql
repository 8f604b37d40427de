DELETE FROM password WHERE person = ?1
