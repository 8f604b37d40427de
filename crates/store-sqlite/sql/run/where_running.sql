AND r.state = 1
