DELETE FROM timer WHERE id = ?1
