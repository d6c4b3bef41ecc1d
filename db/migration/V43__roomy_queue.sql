-- A wanted log is claimed, perhaps more than once, and then deleted: with room on its page no claim touches an index.
ALTER TABLE archive.body_queue SET (fillfactor = 50);
