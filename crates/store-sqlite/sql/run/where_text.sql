AND r.id IN (SELECT rowid FROM search WHERE search MATCH ?)
