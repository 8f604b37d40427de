AND r.workflow = ?
