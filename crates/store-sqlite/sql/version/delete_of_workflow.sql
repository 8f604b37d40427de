DELETE FROM version WHERE workflow = ?1
