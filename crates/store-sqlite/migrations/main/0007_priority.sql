-- How urgent tasks and runs are, from 1 to 5. What was there before is as urgent as what does not say so.
ALTER TABLE task ADD COLUMN priority INTEGER NOT NULL DEFAULT 3;
ALTER TABLE run ADD COLUMN priority INTEGER NOT NULL DEFAULT 3;
