AND r.state = 2
