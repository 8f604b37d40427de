INSERT INTO command (actor_kind, actor_id, key, fingerprint, answer, at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
