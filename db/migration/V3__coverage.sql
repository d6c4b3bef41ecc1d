-- Which time has been listed and proven, what could not be read, and what is lost.
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
COMMENT ON TABLE archive.coverage IS 'The coverage ledger: which time has been listed, and whether the provider''s total proved the listing complete.';
COMMENT ON COLUMN archive.coverage.account_id IS 'The account.';
COMMENT ON COLUMN archive.coverage.stream IS 'calls, sessions or errors.';
COMMENT ON COLUMN archive.coverage.span IS 'The listed time, half-open, in epoch seconds. Spans of one stream never overlap.';
COMMENT ON COLUMN archive.coverage.total IS 'The total that the provider stated for the span.';
COMMENT ON COLUMN archive.coverage.proven IS 'Whether exactly that many distinct rows came; if not, the span is listed again in every run and holds the watermark.';
COMMENT ON COLUMN archive.coverage.listed_at IS 'When the span was last listed.';

CREATE TABLE archive.watermarks (
    account_id       bigint      NOT NULL REFERENCES archive.accounts,
    stream           text        NOT NULL CHECK (stream IN ('calls', 'sessions', 'errors', 'bodies')),
    complete_through timestamptz NOT NULL,
    updated_at       timestamptz NOT NULL,
    PRIMARY KEY (account_id, stream)
);
COMMENT ON TABLE archive.watermarks IS 'How far each stream is complete: everything that starts before complete_through and that the provider has shown is stored, or has a row in gaps.';
COMMENT ON COLUMN archive.watermarks.account_id IS 'The account.';
COMMENT ON COLUMN archive.watermarks.stream IS 'calls, sessions, errors, or bodies (the logs of the calls).';
COMMENT ON COLUMN archive.watermarks.complete_through IS 'End of the first unbroken run of proven spans; never moves back.';
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
    UNIQUE NULLS NOT DISTINCT (account_id, stream, from_time, to_time, log_id)
);
COMMENT ON TABLE archive.gaps IS 'What was lost, when, and why: time that could not be listed before the provider deleted it, and logs that expired before they could be fetched.';
COMMENT ON COLUMN archive.gaps.gap_id IS 'The archive''s own number for the gap.';
COMMENT ON COLUMN archive.gaps.account_id IS 'The account.';
COMMENT ON COLUMN archive.gaps.stream IS 'calls, sessions, errors, or bodies (the logs of the calls).';
COMMENT ON COLUMN archive.gaps.from_time IS 'Where the lost time begins; for a lost log the start of its call.';
COMMENT ON COLUMN archive.gaps.to_time IS 'Where the lost time ends; for a lost log the end of its call.';
COMMENT ON COLUMN archive.gaps.log_id IS 'The log that was lost; null for lost time.';
COMMENT ON COLUMN archive.gaps.reason IS 'Why, in words.';
COMMENT ON COLUMN archive.gaps.detected_at IS 'When the archive found out.';
COMMENT ON COLUMN archive.gaps.resolved_at IS 'When the lost log was obtained after all; null while it is lost.';

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

-- What a provider takes at once: found out by refusals, which cost requests and time, and so are not to be found out in every run.
CREATE TABLE archive.windows (
    account_id bigint      NOT NULL REFERENCES archive.accounts,
    stream     text        NOT NULL CHECK (stream IN ('calls', 'sessions', 'errors')),
    question   text        NOT NULL CHECK (question IN ('list', 'total')),
    seconds    bigint      CHECK (seconds > 0),
    row_limit  integer     NOT NULL CHECK (row_limit > 0),
    refused_at timestamptz NOT NULL,
    PRIMARY KEY (account_id, stream, question)
);
COMMENT ON TABLE archive.windows IS 'The widest window that a provider was found to answer; a row only where it has not answered wider ones. A day after the last refusal twice as much is tried, and twice again with every run as long as that works.';
COMMENT ON COLUMN archive.windows.account_id IS 'The account.';
COMMENT ON COLUMN archive.windows.stream IS 'calls, sessions or errors.';
COMMENT ON COLUMN archive.windows.question IS 'What is asked: list, for all rows of a window, or total, for their number alone.';
COMMENT ON COLUMN archive.windows.seconds IS 'The widest window that works, in seconds; null where no window is known to be too wide.';
COMMENT ON COLUMN archive.windows.row_limit IS 'The highest limit that works; 10000, as documented, unless the provider refused it.';
COMMENT ON COLUMN archive.windows.refused_at IS 'When more was last asked for in vain.';
