AND r.state = 3
