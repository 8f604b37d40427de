INSERT INTO version (workflow, version, text, sha256, note, by, at, entry)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
