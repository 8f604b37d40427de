SELECT entry FROM notification WHERE id >= ?1 ORDER BY id LIMIT 1
