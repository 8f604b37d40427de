SELECT count(*) FROM (SELECT 1 FROM notification WHERE person = ?1 AND read = 0 LIMIT ?2)
