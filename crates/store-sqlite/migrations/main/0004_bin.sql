ALTER TABLE workflow ADD COLUMN binned INTEGER NOT NULL DEFAULT 0;

-- Drafts that were thrown away, until the bin is emptied of them.
CREATE TABLE binned (
  item INTEGER PRIMARY KEY,
  slug TEXT NOT NULL,
  text TEXT NOT NULL,
  rev INTEGER NOT NULL,
  by INTEGER NOT NULL,
  at INTEGER NOT NULL
) STRICT;
