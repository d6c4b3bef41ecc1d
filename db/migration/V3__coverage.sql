-- What was listed and proven, how far each stream is complete, what could not be read, and what was lost.
CREATE EXTENSION IF NOT EXISTS btree_gist;

CREATE TABLE archive.coverage (
    account_id bigint      NOT NULL REFERENCES archive.accounts,
    stream     text        NOT NULL CHECK (stream IN ('calls', 'sessions', 'errors')),
    span       int8range   NOT NULL CHECK (NOT isempty(span) AND NOT lower_inf(span) AND NOT upper_inf(span)),
    total      bigint      NOT NULL,
    proven     boolean     NOT NULL,
    listed_at  timestamptz NOT NULL,
    EXCLUDE USING gist (account_id WITH =, stream WITH =, span WITH &&)
);
COMMENT ON TABLE archive.coverage IS 'The ledger of each stream: which spans of time were listed, and whether the provider''s total proves that the listing is complete.';
COMMENT ON COLUMN archive.coverage.account_id IS 'The account.';
COMMENT ON COLUMN archive.coverage.stream IS 'calls, sessions or errors.';
COMMENT ON COLUMN archive.coverage.span IS 'The time that was listed, in epoch seconds, without its upper bound. Spans of a stream never overlap.';
COMMENT ON COLUMN archive.coverage.total IS 'How many records the provider stated for the span.';
COMMENT ON COLUMN archive.coverage.proven IS 'Whether one response held exactly that many distinct rows. If not, every run lists the span again, and the watermark cannot pass it.';
COMMENT ON COLUMN archive.coverage.listed_at IS 'When the span was last listed.';

CREATE TABLE archive.watermarks (
    account_id       bigint      NOT NULL REFERENCES archive.accounts,
    stream           text        NOT NULL CHECK (stream IN ('calls', 'sessions', 'errors', 'bodies')),
    complete_through timestamptz NOT NULL,
    updated_at       timestamptz NOT NULL,
    PRIMARY KEY (account_id, stream)
);
COMMENT ON TABLE archive.watermarks IS 'How far each stream is complete: everything that started before complete_through and that the provider has shown is stored, or has a row in gaps.';
COMMENT ON COLUMN archive.watermarks.account_id IS 'The account.';
COMMENT ON COLUMN archive.watermarks.stream IS 'calls, sessions, errors, or bodies (the calls'' logs).';
COMMENT ON COLUMN archive.watermarks.complete_through IS 'The end of the proven time that has no hole; for bodies, the start of the earliest call whose log will still be requested. Only the latter can move back.';
COMMENT ON COLUMN archive.watermarks.updated_at IS 'When complete_through last moved.';

CREATE TABLE archive.gaps (
    gap_id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account_id  bigint      NOT NULL REFERENCES archive.accounts,
    stream      text        NOT NULL CHECK (stream IN ('calls', 'sessions', 'errors', 'bodies')),
    from_time   timestamptz NOT NULL,
    to_time     timestamptz NOT NULL,
    log_id      bigint,
    reason      text        NOT NULL,
    detected_at timestamptz NOT NULL,
    resolved_at timestamptz,
    acknowledged_at     timestamptz,
    acknowledged_by     text,
    acknowledged_reason text,
    CHECK (num_nulls(acknowledged_at, acknowledged_by, acknowledged_reason) IN (0, 3)),
    UNIQUE NULLS NOT DISTINCT (account_id, stream, from_time, to_time, log_id)
);
COMMENT ON TABLE archive.gaps IS 'One row for each loss: time that could not be proven before the provider deleted its records, or a log that expired before it could be fetched.';
COMMENT ON COLUMN archive.gaps.gap_id IS 'The archive''s own number for the loss.';
COMMENT ON COLUMN archive.gaps.account_id IS 'The account.';
COMMENT ON COLUMN archive.gaps.stream IS 'calls, sessions, errors, or bodies (the calls'' logs).';
COMMENT ON COLUMN archive.gaps.from_time IS 'When the lost time begins; for a lost log, when its call started.';
COMMENT ON COLUMN archive.gaps.to_time IS 'When the lost time ends; for a lost log, when its call ended.';
COMMENT ON COLUMN archive.gaps.log_id IS 'The number of the lost log; null for lost time.';
COMMENT ON COLUMN archive.gaps.reason IS 'Why it was lost.';
COMMENT ON COLUMN archive.gaps.detected_at IS 'When the loss was found.';
COMMENT ON COLUMN archive.gaps.resolved_at IS 'When the lost log was fetched after all; null if it was not, or was lost again since.';
COMMENT ON COLUMN archive.gaps.acknowledged_at IS 'When somebody said that this is known, so that it no longer sets exit codes, badges and alerts; null if nobody did.';
COMMENT ON COLUMN archive.gaps.acknowledged_by IS 'Who said so: the operating system''s user.';
COMMENT ON COLUMN archive.gaps.acknowledged_reason IS 'Why, in that person''s words.';

-- Whatever is missing is on record: what, where and why.
CREATE TABLE archive.unproven (
    account_id    bigint      NOT NULL REFERENCES archive.accounts,
    stream        text        NOT NULL CHECK (stream IN ('calls', 'sessions', 'errors')),
    from_second   bigint      NOT NULL,
    to_second     bigint      NOT NULL,
    why           text        NOT NULL,
    since         timestamptz NOT NULL,
    last_tried_at timestamptz NOT NULL,
    unproven_id   bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
    acknowledged_at     timestamptz,
    acknowledged_by     text,
    acknowledged_reason text,
    CHECK (num_nulls(acknowledged_at, acknowledged_by, acknowledged_reason) IN (0, 3)),
    PRIMARY KEY (account_id, stream, from_second, to_second)
);
COMMENT ON TABLE archive.unproven IS 'Why spans of archive.coverage are not proven. A row is deleted once its span is proven, or recorded as lost.';
COMMENT ON COLUMN archive.unproven.account_id IS 'The account.';
COMMENT ON COLUMN archive.unproven.stream IS 'calls, sessions or errors.';
COMMENT ON COLUMN archive.unproven.from_second IS 'The first epoch second of the span.';
COMMENT ON COLUMN archive.unproven.to_second IS 'The first epoch second after the span.';
COMMENT ON COLUMN archive.unproven.why IS 'The reason in one sentence: the provider''s failure or contradiction, or the field that cannot be read.';
COMMENT ON COLUMN archive.unproven.since IS 'Since when the span has been unproven.';
COMMENT ON COLUMN archive.unproven.last_tried_at IS 'When the span was last requested.';
COMMENT ON COLUMN archive.unproven.unproven_id IS 'The archive''s own number for the unproven span.';
COMMENT ON COLUMN archive.unproven.acknowledged_at IS 'When somebody said that this is known, so that it no longer sets exit codes, badges and alerts; null if nobody did.';
COMMENT ON COLUMN archive.unproven.acknowledged_by IS 'Who said so: the operating system''s user.';
COMMENT ON COLUMN archive.unproven.acknowledged_reason IS 'Why, in that person''s words.';

CREATE TABLE archive.unread_rows (
    account_id    bigint      NOT NULL REFERENCES archive.accounts,
    stream        text        NOT NULL CHECK (stream IN ('calls', 'sessions', 'errors')),
    row_hash      bytea       NOT NULL,
    span          int8range   NOT NULL,
    text          text        NOT NULL,
    reason        text        NOT NULL,
    first_seen_at timestamptz NOT NULL,
    last_seen_at  timestamptz NOT NULL,
    unread_id     bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
    acknowledged_at     timestamptz,
    acknowledged_by     text,
    acknowledged_reason text,
    CHECK (num_nulls(acknowledged_at, acknowledged_by, acknowledged_reason) IN (0, 3)),
    PRIMARY KEY (account_id, stream, row_hash)
);
COMMENT ON TABLE archive.unread_rows IS 'Rows of the provider''s lists that cannot be read, such as a call without a log_id. A row is deleted once its time is proven.';
COMMENT ON COLUMN archive.unread_rows.account_id IS 'The account.';
COMMENT ON COLUMN archive.unread_rows.stream IS 'calls, sessions or errors.';
COMMENT ON COLUMN archive.unread_rows.row_hash IS 'SHA-256 of the text, so that each row is kept only once.';
COMMENT ON COLUMN archive.unread_rows.span IS 'The time for which it was listed, in epoch seconds: a single second, unless too many rows were unreadable to narrow it down.';
COMMENT ON COLUMN archive.unread_rows.text IS 'The row as received, redacted, and cut off after 4,000 characters.';
COMMENT ON COLUMN archive.unread_rows.reason IS 'Which field is wrong, and its value.';
COMMENT ON COLUMN archive.unread_rows.first_seen_at IS 'When the row was first listed.';
COMMENT ON COLUMN archive.unread_rows.last_seen_at IS 'When the row was last listed.';
COMMENT ON COLUMN archive.unread_rows.unread_id IS 'The archive''s own number for the unreadable row.';
COMMENT ON COLUMN archive.unread_rows.acknowledged_at IS 'When somebody said that this is known, so that it no longer sets exit codes, badges and alerts; null if nobody did.';
COMMENT ON COLUMN archive.unread_rows.acknowledged_by IS 'Who said so: the operating system''s user.';
COMMENT ON COLUMN archive.unread_rows.acknowledged_reason IS 'Why, in that person''s words.';

-- The only definition of what is missing or doubtful, and of what of it still counts: exit codes, badges, health, metrics
-- and reports count it here. A span without a row in archive.unproven counts as well; it has no number.
CREATE VIEW archive.losses AS
SELECT 'lost' AS kind, gap_id AS number, account_id, stream, detected_at AS since, acknowledged_at IS NULL AS is_open
FROM archive.gaps WHERE resolved_at IS NULL
UNION ALL
SELECT 'unproven', coalesce(unproven_id, 0), ledger.account_id, ledger.stream, coalesce(since, listed_at), acknowledged_at IS NULL
FROM archive.coverage AS ledger LEFT JOIN archive.unproven AS doubt
    ON doubt.account_id = ledger.account_id AND doubt.stream = ledger.stream
   AND doubt.from_second = lower(span) AND doubt.to_second = upper(span)
WHERE NOT proven
UNION ALL
SELECT 'unreadable', unread_id, account_id, stream, first_seen_at, acknowledged_at IS NULL FROM archive.unread_rows
UNION ALL
SELECT 'conflict', conflict_id, account_id, 'calls', first_seen_at, acknowledged_at IS NULL FROM archive.call_conflicts;
COMMENT ON VIEW archive.losses IS 'One row for everything that is missing or doubtful: losses that are not resolved, unproven spans, rows that cannot be read, and calls under the log_id of another call.';
COMMENT ON COLUMN archive.losses.kind IS 'lost (in gaps), unproven (in coverage), unreadable (in unread_rows) or conflict (in call_conflicts).';
COMMENT ON COLUMN archive.losses.number IS 'The archive''s own number for it, within its kind.';
COMMENT ON COLUMN archive.losses.account_id IS 'The account.';
COMMENT ON COLUMN archive.losses.stream IS 'calls, sessions, errors, or bodies (the calls'' logs).';
COMMENT ON COLUMN archive.losses.since IS 'When it was found.';
COMMENT ON COLUMN archive.losses.is_open IS 'Whether it still counts: nobody has acknowledged it.';

-- The provider's limits are found by refused requests, so they are stored rather than found again in every run.
CREATE TABLE archive.windows (
    account_id bigint      NOT NULL REFERENCES archive.accounts,
    stream     text        NOT NULL CHECK (stream IN ('calls', 'sessions', 'errors')),
    question   text        NOT NULL CHECK (question IN ('list', 'total')),
    seconds    bigint      CHECK (seconds > 0),
    row_limit  integer     NOT NULL CHECK (row_limit > 0),
    refused_at timestamptz NOT NULL,
    PRIMARY KEY (account_id, stream, question)
);
COMMENT ON TABLE archive.windows IS 'The longest stretch of time that the provider answers in one response. There is a row only where it refused a longer one. A day after the last refusal twice as much is tried, and doubled again in every run while that works.';
COMMENT ON COLUMN archive.windows.account_id IS 'The account.';
COMMENT ON COLUMN archive.windows.stream IS 'calls, sessions or errors.';
COMMENT ON COLUMN archive.windows.question IS 'The kind of request: list, for all rows, or total, for their number alone.';
COMMENT ON COLUMN archive.windows.seconds IS 'The longest stretch that works, in seconds; null if none is known to be too long.';
COMMENT ON COLUMN archive.windows.row_limit IS 'The highest row limit that works: 10000, as the provider documents, unless it refused that.';
COMMENT ON COLUMN archive.windows.refused_at IS 'When the provider last refused more.';
