INSERT INTO leaf (n, entry)
VALUES (?1, ?2)
