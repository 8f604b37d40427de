UPDATE task_offer SET due = ?2 WHERE task = ?1 AND due <> ?2
