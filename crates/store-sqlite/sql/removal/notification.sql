DELETE FROM notification WHERE id BETWEEN ?1 AND ?2 AND run IN (SELECT value FROM json_each(?3))
