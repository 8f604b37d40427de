DELETE FROM command WHERE at < ?1
