AND r.state = 1 AND r.due IS NOT NULL AND r.due < ?
