SELECT number, stream, seq, prev, time, actor_kind, actor_id, body, body_hash, hash
FROM entry
WHERE number = ?1
