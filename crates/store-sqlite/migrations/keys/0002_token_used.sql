-- When a token was last used, in microseconds since 1970.
ALTER TABLE token ADD COLUMN used INTEGER;
