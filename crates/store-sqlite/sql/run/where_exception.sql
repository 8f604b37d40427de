AND r.state = 1 AND r.exceptions > 0
