-- What workers do for runs, and what is asked over HTTP for them.
CREATE TABLE job (
  id INTEGER PRIMARY KEY,
  kind INTEGER NOT NULL,
  topic TEXT NOT NULL,
  step TEXT NOT NULL,
  pass INTEGER NOT NULL,
  state INTEGER NOT NULL,
  attempt INTEGER NOT NULL,
  fence INTEGER NOT NULL,
  lease_s INTEGER NOT NULL,
  worker TEXT,
  since INTEGER NOT NULL
) STRICT;
CREATE INDEX job_queue ON job (kind, topic, state, since, id);
CREATE INDEX job_taken ON job (id) WHERE state = 2;
