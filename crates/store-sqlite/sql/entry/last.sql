SELECT number, time FROM entry ORDER BY number DESC LIMIT 1
