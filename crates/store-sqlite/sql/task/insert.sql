INSERT INTO task (id, run, n, workflow, step, pass, kind, title, role, opened, opened_entry, priority)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
