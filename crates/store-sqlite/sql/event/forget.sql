DELETE FROM event WHERE at < ?1 AND state <> 1
