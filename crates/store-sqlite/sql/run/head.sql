SELECT last_entry, rev, last_hash FROM run WHERE id = ?1
