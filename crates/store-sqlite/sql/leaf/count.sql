SELECT coalesce(max(n), -1) + 1 FROM leaf
