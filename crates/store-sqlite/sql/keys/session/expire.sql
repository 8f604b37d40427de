DELETE FROM session WHERE expires <= ?1
