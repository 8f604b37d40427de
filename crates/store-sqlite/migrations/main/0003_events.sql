CREATE TABLE subscription (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  key BLOB,
  kind INTEGER NOT NULL
) STRICT;
CREATE INDEX subscription_name ON subscription (name, key, id);

-- Numbers are not given again.
CREATE TABLE event (
  n INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  key BLOB,
  body BLOB NOT NULL,
  at INTEGER NOT NULL,
  state INTEGER NOT NULL,
  UNIQUE (name, id)
) STRICT;
CREATE INDEX event_pending ON event (n) WHERE state = 1;
CREATE INDEX event_kept ON event (name, key, n) WHERE state = 2;
CREATE INDEX event_kept_any ON event (name, n) WHERE state = 2;
CREATE INDEX event_at ON event (at) WHERE state <> 1;
