-- Words of a run that is taken out, or found by other words, go from the index at once: without this they are only marked, and stay
-- until that part of the index happens to be written anew. What was marked until now goes with it.
INSERT INTO search (search, rank) VALUES ('secure-delete', 1);
INSERT INTO search (search) VALUES ('optimize');
