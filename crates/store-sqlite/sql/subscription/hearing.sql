SELECT id, name, key, kind FROM subscription WHERE name = ?1 AND key IS NULL AND id > ?3
UNION ALL
SELECT id, name, key, kind FROM subscription WHERE name = ?1 AND key = ?2 AND id > ?3
ORDER BY id
LIMIT ?4
