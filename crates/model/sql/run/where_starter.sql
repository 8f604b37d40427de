AND r.starter = ?
