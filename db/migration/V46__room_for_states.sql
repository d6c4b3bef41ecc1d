-- Every call is written twice, and its neighbours in the same transaction: all rows of a page at once. Where the page has room
-- for their second versions no index is told of them, and with the indexes that stay small the whole is smaller.
ALTER TABLE archive.calls SET (fillfactor = 45);
-- A claimed row is longer than one that waits, by its claimant's name.
ALTER TABLE archive.body_queue SET (fillfactor = 35);
