DELETE FROM link WHERE expires <= ?1
