DELETE FROM link WHERE person = ?1
