INSERT INTO task_offer (task, person, due) VALUES (?1, ?2, ?3)
ON CONFLICT DO NOTHING
