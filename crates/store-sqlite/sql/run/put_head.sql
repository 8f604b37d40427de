UPDATE run SET last_entry = ?2, rev = ?3, last_hash = ?4 WHERE id = ?1
