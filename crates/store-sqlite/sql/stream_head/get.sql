SELECT entry, seq, hash FROM stream_head WHERE stream = ?1
