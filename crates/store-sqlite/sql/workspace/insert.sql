INSERT INTO workspace (id, uuid) VALUES (1, ?1)
