DELETE FROM file WHERE run = ?1
