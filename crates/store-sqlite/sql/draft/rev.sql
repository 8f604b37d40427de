SELECT rev FROM draft WHERE slug = ?1
