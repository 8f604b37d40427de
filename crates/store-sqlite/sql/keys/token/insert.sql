INSERT INTO token (secret, id) VALUES (?1, ?2)
