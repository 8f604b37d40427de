SELECT id, name, key, kind
FROM subscription
ORDER BY id
