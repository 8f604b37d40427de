SELECT last_entry FROM run WHERE id = ?1 AND ended IS NOT NULL
