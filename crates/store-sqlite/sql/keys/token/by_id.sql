SELECT id, used FROM token WHERE id = ?1
