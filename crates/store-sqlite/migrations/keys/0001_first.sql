-- What must be forgettable or secret. What is deleted is overwritten (secure_delete).

-- A key that was erased keeps its row without its bytes, so that what it sealed reads as erased and not as damaged.
CREATE TABLE subject_key (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind INTEGER NOT NULL,
  subject INTEGER NOT NULL,
  key BLOB
) STRICT;
CREATE INDEX subject_key_live ON subject_key (kind, subject, id) WHERE key IS NOT NULL;

CREATE TABLE signing_key (id INTEGER PRIMARY KEY CHECK (id = 1), seed BLOB NOT NULL) STRICT;

CREATE TABLE password (person INTEGER PRIMARY KEY, hash TEXT NOT NULL, at INTEGER NOT NULL) STRICT;

CREATE TABLE session (
  secret BLOB PRIMARY KEY,
  id TEXT NOT NULL,
  person INTEGER NOT NULL,
  created INTEGER NOT NULL,
  used INTEGER NOT NULL,
  expires INTEGER NOT NULL,
  agent TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_person ON session (person);

CREATE TABLE token (secret BLOB PRIMARY KEY, id INTEGER NOT NULL UNIQUE) STRICT, WITHOUT ROWID;

CREATE TABLE link (
  secret BLOB PRIMARY KEY,
  kind INTEGER NOT NULL,
  person INTEGER NOT NULL,
  expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
