UPDATE session
SET used = ?2
WHERE secret = ?1
