DELETE FROM head
WHERE epoch = ?1 AND size = ?2
