AND r.id IN (
  WITH RECURSIVE under (id) AS (
    VALUES (?)
    UNION
    SELECT child.id FROM under CROSS JOIN run child ON child.parent = under.id
  )
  SELECT id FROM under
)
