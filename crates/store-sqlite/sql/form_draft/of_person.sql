SELECT place, person, rev, content, at
FROM form_draft
WHERE person = ?1 AND place > ?2
ORDER BY place
LIMIT ?3
