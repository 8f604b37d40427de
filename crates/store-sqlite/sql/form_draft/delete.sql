DELETE FROM form_draft WHERE place = ?1 AND person = ?2
