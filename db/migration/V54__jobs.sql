-- Whether a job is due is decided here, by the server's clock; each node's own clock only says when to ask.
CREATE TABLE archive.jobs (
    job      text        PRIMARY KEY,
    every    interval    NOT NULL,
    node     text        NOT NULL,
    began_at timestamptz NOT NULL,
    seen_at  timestamptz NOT NULL,
    ended_at timestamptz,
    outcome  text        CHECK (outcome IN ('done', 'failed', 'left', 'unfit')),
    CHECK ((ended_at IS NULL) = (outcome IS NULL))
) WITH (fillfactor = 50);
COMMENT ON TABLE archive.jobs IS 'The recurring jobs of all nodes, each with its last run. Times are the database server''s.';
COMMENT ON COLUMN archive.jobs.job IS 'What is done, for example "list main calls".';
COMMENT ON COLUMN archive.jobs.every IS 'The job''s interval, as the node has it that began it last.';
COMMENT ON COLUMN archive.jobs.node IS 'The process that began it last.';
COMMENT ON COLUMN archive.jobs.began_at IS 'When it was last begun.';
COMMENT ON COLUMN archive.jobs.seen_at IS 'When that process last said that it is still at it; half a minute later another may begin the job again.';
COMMENT ON COLUMN archive.jobs.ended_at IS 'When it ended; null while it runs, and when it was cut short.';
COMMENT ON COLUMN archive.jobs.outcome IS 'done; failed, and tried again when it is due again; left, to whoever was at the same work, and tried again soon; unfit, since that machine''s clock was wrong: another node, or the same one once its clock is right, tries again. Null until it has ended.';
