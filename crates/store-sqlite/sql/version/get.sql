SELECT workflow, version, text, sha256, note, by, at, entry
FROM version
WHERE workflow = ?1 AND version = ?2
