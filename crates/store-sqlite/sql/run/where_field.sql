AND r.id IN (SELECT v.run FROM run_value v WHERE v.field = ? AND v.text = ?)
