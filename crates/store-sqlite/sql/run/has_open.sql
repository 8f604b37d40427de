SELECT EXISTS (SELECT 1 FROM run WHERE workflow = ?1 AND state = 1 AND version = ?2)
