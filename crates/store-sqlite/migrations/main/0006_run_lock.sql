-- The locks that all runs of a workflow share: who waits, who holds.
CREATE TABLE run_lock (
  id INTEGER PRIMARY KEY,
  workflow INTEGER NOT NULL,
  name TEXT NOT NULL,
  step TEXT NOT NULL,
  entry INTEGER NOT NULL,
  held INTEGER NOT NULL
) STRICT;
CREATE INDEX run_lock_queue ON run_lock (workflow, name, held DESC, entry, id);
