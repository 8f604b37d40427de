INSERT INTO entry (number, stream, seq, prev, time, actor_kind, actor_id, body, body_hash, hash)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
