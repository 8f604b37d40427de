INSERT INTO snapshot (stream, entry, bytes)
VALUES (?1, ?2, ?3)
ON CONFLICT (stream) DO UPDATE SET
  entry = excluded.entry,
  bytes = excluded.bytes
