SELECT id, used FROM token WHERE secret = ?1
