-- The run that asked for a run, so that all under one are found; and the runs that ended last, for how long they took.
ALTER TABLE run ADD COLUMN parent INTEGER;
UPDATE run SET parent = began.parent
FROM (
  SELECT entry.stream >> 3 AS run, json_extract(event.value, '$.parent.run') AS parent
  FROM entry, json_each(CAST(entry.body AS TEXT), '$.ev') AS event
  WHERE entry.seq = 1 AND entry.stream & 7 = 1
    AND instr(entry.body, CAST('"parent":' AS BLOB)) > 0
    AND json_valid(CAST(entry.body AS TEXT))
    AND json_extract(event.value, '$.t') = 'run_started'
) AS began
WHERE began.run = run.id AND began.parent IS NOT NULL;
CREATE INDEX run_parent ON run (parent, id) WHERE parent IS NOT NULL;
CREATE INDEX run_ended ON run (workflow, ended, id) WHERE state = 2;
