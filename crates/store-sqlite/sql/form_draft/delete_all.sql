DELETE FROM form_draft WHERE place = ?1
