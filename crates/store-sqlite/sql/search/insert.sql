INSERT INTO search (rowid, text) VALUES (?1, ?2)
