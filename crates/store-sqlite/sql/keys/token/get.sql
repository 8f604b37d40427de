SELECT id FROM token WHERE secret = ?1
