SELECT entry FROM outbox WHERE id >= ?1 ORDER BY id LIMIT 1
