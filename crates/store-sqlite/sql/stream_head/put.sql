INSERT INTO stream_head (stream, entry, seq, hash)
VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (stream) DO UPDATE SET entry = excluded.entry, seq = excluded.seq, hash = excluded.hash
