AND r.priority = ?
