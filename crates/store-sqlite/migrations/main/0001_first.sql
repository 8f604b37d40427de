-- The first layout. Entries are appended and never changed; rows that change are small; what changes never stands apart;
-- indexes are partial, over what is open, where they can be. A due date that is not set is the largest integer, so that
-- it sorts last.

CREATE TABLE workspace (id INTEGER PRIMARY KEY CHECK (id = 1), uuid BLOB NOT NULL) STRICT;

-- No secondary index: a stream's history is the chain of `prev` from its head.
CREATE TABLE entry (
  number INTEGER PRIMARY KEY,
  stream INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  prev INTEGER NOT NULL,
  time INTEGER NOT NULL,
  actor_kind INTEGER NOT NULL,
  actor_id INTEGER NOT NULL,
  body BLOB,
  body_hash BLOB NOT NULL,
  hash BLOB NOT NULL
) STRICT;

-- Streams that are not runs; a run's head stands in its row.
CREATE TABLE stream_head (
  stream INTEGER PRIMARY KEY,
  seq INTEGER NOT NULL,
  entry INTEGER NOT NULL,
  hash BLOB NOT NULL
) STRICT;

CREATE TABLE snapshot (stream INTEGER PRIMARY KEY, entry INTEGER NOT NULL, bytes BLOB NOT NULL) STRICT;

CREATE TABLE run (
  id INTEGER PRIMARY KEY,
  workflow INTEGER NOT NULL,
  number INTEGER NOT NULL,
  key TEXT NOT NULL,
  version INTEGER NOT NULL,
  state INTEGER NOT NULL,
  label TEXT NOT NULL,
  starter INTEGER,
  started INTEGER NOT NULL,
  ended INTEGER,
  outcome TEXT,
  target INTEGER,
  due INTEGER,
  exceptions INTEGER NOT NULL,
  rev INTEGER NOT NULL,
  last_entry INTEGER NOT NULL,
  last_hash BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX run_number ON run (workflow, number);
CREATE INDEX run_workflow ON run (workflow, id);
CREATE INDEX run_running ON run (workflow, id) WHERE state = 1;
CREATE INDEX run_mine ON run (starter, id) WHERE state = 1;
CREATE INDEX run_due ON run (due, id) WHERE state = 1 AND due IS NOT NULL;
CREATE INDEX run_exception ON run (id) WHERE state = 1 AND exceptions > 0;

-- In the order of opening, so that tasks opened together share a page; `task_state.place` leads here.
CREATE TABLE task (
  place INTEGER PRIMARY KEY,
  id INTEGER NOT NULL,
  run INTEGER NOT NULL,
  n INTEGER NOT NULL,
  workflow INTEGER NOT NULL,
  step TEXT NOT NULL,
  pass INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  title TEXT NOT NULL,
  role TEXT,
  opened INTEGER NOT NULL,
  opened_entry INTEGER NOT NULL
) STRICT;

CREATE TABLE task_state (
  task INTEGER PRIMARY KEY,
  place INTEGER NOT NULL,
  status INTEGER NOT NULL,
  assignee INTEGER,
  team TEXT,
  offered INTEGER NOT NULL,
  due INTEGER NOT NULL,
  taken INTEGER,
  choice TEXT,
  done_by INTEGER,
  done INTEGER,
  rev INTEGER NOT NULL
) STRICT;
CREATE INDEX task_mine ON task_state (assignee, due, task) WHERE status <= 3 AND assignee IS NOT NULL;
CREATE INDEX task_done ON task_state (done_by, done, task) WHERE status = 4 AND done_by IS NOT NULL;

-- `due` is the task's, so that a person's offers stand in the order of the list.
CREATE TABLE task_offer (
  task INTEGER NOT NULL,
  person INTEGER NOT NULL,
  due INTEGER NOT NULL,
  PRIMARY KEY (task, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX task_offered ON task_offer (person, due, task);

CREATE TABLE timer (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  step TEXT NOT NULL,
  pass INTEGER NOT NULL,
  task INTEGER
) STRICT;
CREATE INDEX timer_at ON timer (at, id);

CREATE TABLE run_party (
  run INTEGER NOT NULL,
  person INTEGER NOT NULL,
  why INTEGER NOT NULL,
  PRIMARY KEY (run, person, why)
) STRICT, WITHOUT ROWID;
CREATE INDEX run_party_person ON run_party (person, run);

CREATE TABLE exception (
  id INTEGER PRIMARY KEY,
  step TEXT NOT NULL,
  pass INTEGER NOT NULL,
  code TEXT NOT NULL,
  detail TEXT NOT NULL,
  since INTEGER NOT NULL,
  resolved INTEGER,
  state INTEGER NOT NULL
) STRICT;
CREATE INDEX exception_open ON exception (since, id) WHERE state = 1;

CREATE TABLE outbox (
  id INTEGER PRIMARY KEY,
  kind INTEGER NOT NULL,
  run INTEGER,
  entry INTEGER NOT NULL,
  body BLOB NOT NULL,
  state INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  at INTEGER NOT NULL,
  fault TEXT
) STRICT;
CREATE INDEX outbox_state ON outbox (state, id);

CREATE TABLE notification (
  id INTEGER PRIMARY KEY,
  person INTEGER NOT NULL,
  kind TEXT NOT NULL,
  run INTEGER,
  task INTEGER,
  at INTEGER NOT NULL,
  entry INTEGER NOT NULL,
  read INTEGER NOT NULL
) STRICT;
CREATE INDEX notification_person ON notification (person, id);
CREATE INDEX notification_unread ON notification (person, id) WHERE read = 0;

CREATE TABLE workflow (
  id INTEGER PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,
  key TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  about TEXT NOT NULL,
  owner TEXT NOT NULL,
  live_version INTEGER NOT NULL,
  rev INTEGER NOT NULL
) STRICT;

CREATE TABLE version (
  id INTEGER PRIMARY KEY,
  workflow INTEGER NOT NULL,
  version INTEGER NOT NULL,
  text TEXT NOT NULL,
  sha256 BLOB NOT NULL,
  note TEXT NOT NULL,
  by INTEGER NOT NULL,
  at INTEGER NOT NULL,
  entry INTEGER NOT NULL,
  UNIQUE (workflow, version)
) STRICT;

CREATE TABLE draft (
  id INTEGER PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,
  text TEXT NOT NULL,
  rev INTEGER NOT NULL,
  by INTEGER NOT NULL,
  at INTEGER NOT NULL
) STRICT;

CREATE TABLE form_draft (
  id INTEGER PRIMARY KEY,
  place TEXT NOT NULL,
  person INTEGER NOT NULL,
  rev INTEGER NOT NULL,
  content BLOB NOT NULL,
  at INTEGER NOT NULL,
  UNIQUE (place, person)
) STRICT;

CREATE TABLE file (
  place INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  size INTEGER NOT NULL,
  media_type TEXT NOT NULL,
  sha256 BLOB NOT NULL,
  key INTEGER NOT NULL,
  name BLOB NOT NULL,
  owner INTEGER NOT NULL,
  run INTEGER,
  at INTEGER NOT NULL,
  state INTEGER NOT NULL
) STRICT;
CREATE INDEX file_run ON file (run, at) WHERE run IS NOT NULL;
CREATE INDEX file_uploaded ON file (at) WHERE state = 1;

CREATE TABLE command (
  id INTEGER PRIMARY KEY,
  actor_kind INTEGER NOT NULL,
  actor_id INTEGER NOT NULL,
  key TEXT NOT NULL,
  fingerprint BLOB NOT NULL,
  answer BLOB NOT NULL,
  at INTEGER NOT NULL,
  UNIQUE (actor_id, key, actor_kind)
) STRICT;
CREATE INDEX command_at ON command (at);

CREATE TABLE counter (name TEXT PRIMARY KEY, n INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE leaf (n INTEGER PRIMARY KEY, entry INTEGER NOT NULL) STRICT;
CREATE UNIQUE INDEX leaf_entry ON leaf (entry);

-- Level and index in one integer: level << 56 | index.
CREATE TABLE node (id INTEGER PRIMARY KEY, hash BLOB NOT NULL) STRICT;

CREATE TABLE head (
  id INTEGER PRIMARY KEY,
  epoch INTEGER NOT NULL,
  size INTEGER NOT NULL,
  root BLOB NOT NULL,
  at INTEGER NOT NULL,
  note TEXT NOT NULL,
  UNIQUE (epoch, size)
) STRICT;

CREATE TABLE follower (name TEXT PRIMARY KEY, cursor INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE search USING fts5 (text, tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3');

CREATE TABLE run_value (
  run INTEGER NOT NULL,
  n INTEGER NOT NULL,
  field TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (run, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX run_value_text ON run_value (field, text, run);
