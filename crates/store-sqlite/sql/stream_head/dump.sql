SELECT stream, seq, entry FROM stream_head ORDER BY stream & 7, stream >> 3
