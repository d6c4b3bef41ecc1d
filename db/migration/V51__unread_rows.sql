-- Why time is unproven, and the rows that cannot be read: what is left out must be told, with what, where and why.
CREATE TABLE archive.unproven (
    account_id    bigint      NOT NULL REFERENCES archive.accounts,
    stream        text        NOT NULL CHECK (stream IN ('calls', 'sessions', 'errors')),
    from_second   bigint      NOT NULL,
    to_second     bigint      NOT NULL,
    why           text        NOT NULL,
    since         timestamptz NOT NULL,
    last_tried_at timestamptz NOT NULL,
    PRIMARY KEY (account_id, stream, from_second, to_second)
);
COMMENT ON TABLE archive.unproven IS 'Why spans of archive.coverage are not proven; a row goes when its span is proven, or written down as lost.';
COMMENT ON COLUMN archive.unproven.account_id IS 'The account.';
COMMENT ON COLUMN archive.unproven.stream IS 'calls, sessions or errors.';
COMMENT ON COLUMN archive.unproven.from_second IS 'Where the span of the ledger begins, in epoch seconds.';
COMMENT ON COLUMN archive.unproven.to_second IS 'Where it ends; that second does not belong to it.';
COMMENT ON COLUMN archive.unproven.why IS 'What stands in the way, in one sentence: the provider''s failure, its contradiction, or the field that cannot be read.';
COMMENT ON COLUMN archive.unproven.since IS 'When that was first found out.';
COMMENT ON COLUMN archive.unproven.last_tried_at IS 'When the span was last asked for.';

CREATE TABLE archive.unread_rows (
    account_id    bigint      NOT NULL REFERENCES archive.accounts,
    stream        text        NOT NULL CHECK (stream IN ('calls', 'sessions', 'errors')),
    row_hash      bytea       NOT NULL,
    span          int8range   NOT NULL,
    text          text        NOT NULL,
    reason        text        NOT NULL,
    first_seen_at timestamptz NOT NULL,
    last_seen_at  timestamptz NOT NULL,
    PRIMARY KEY (account_id, stream, row_hash)
);
COMMENT ON TABLE archive.unread_rows IS 'Rows that the provider lists and that cannot be read, such as a call without a log_id; a row goes when the time in which it was listed is proven.';
COMMENT ON COLUMN archive.unread_rows.account_id IS 'The account.';
COMMENT ON COLUMN archive.unread_rows.stream IS 'calls, sessions or errors.';
COMMENT ON COLUMN archive.unread_rows.row_hash IS 'SHA-256 of the text, so that a row is kept once however often it is listed.';
COMMENT ON COLUMN archive.unread_rows.span IS 'The time in which it was listed, in epoch seconds: one second, unless so many rows are unreadable that nobody looked closer.';
COMMENT ON COLUMN archive.unread_rows.text IS 'The row as it came, redacted, and cut at 4,000 characters.';
COMMENT ON COLUMN archive.unread_rows.reason IS 'Which field is wrong, and what it holds.';
COMMENT ON COLUMN archive.unread_rows.first_seen_at IS 'When it was first listed.';
COMMENT ON COLUMN archive.unread_rows.last_seen_at IS 'When it was last listed.';

CREATE TABLE archive.forgotten_rows (
    account_id   bigint      NOT NULL REFERENCES archive.accounts,
    stream       text        NOT NULL,
    row_hash     bytea       NOT NULL,
    forgotten_at timestamptz NOT NULL,
    PRIMARY KEY (account_id, stream, row_hash)
);
COMMENT ON TABLE archive.forgotten_rows IS 'Unreadable rows that were erased: they do not come back when they are listed again.';
COMMENT ON COLUMN archive.forgotten_rows.account_id IS 'The account whose row it was.';
COMMENT ON COLUMN archive.forgotten_rows.stream IS 'calls, sessions or errors.';
COMMENT ON COLUMN archive.forgotten_rows.row_hash IS 'SHA-256 of its text.';
COMMENT ON COLUMN archive.forgotten_rows.forgotten_at IS 'When it was erased.';
