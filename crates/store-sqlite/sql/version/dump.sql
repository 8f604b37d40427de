SELECT workflow, version, text, sha256, note, by, at, entry
FROM version
ORDER BY workflow, version
