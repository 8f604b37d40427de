DELETE FROM draft WHERE slug = ?1
