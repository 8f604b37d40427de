SELECT place, person, rev, content, at
FROM form_draft
WHERE place = ?1 AND person = ?2
