SELECT actor_kind, actor_id, key, fingerprint, answer, at
FROM command
WHERE actor_id = ?2 AND key = ?3 AND actor_kind = ?1
