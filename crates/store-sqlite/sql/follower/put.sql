INSERT INTO follower (name, cursor) VALUES (?1, ?2)
ON CONFLICT (name) DO UPDATE SET cursor = excluded.cursor
