DELETE FROM binned WHERE item = ?1
