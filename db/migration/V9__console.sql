-- What people search calls by, each in the order in which they are shown: the newest first.
CREATE INDEX calls_src ON archive.calls (account_id, src, started_at);
CREATE INDEX calls_dest ON archive.calls (account_id, dest, started_at);
