-- The archive itself. Times are timestamptz, ids bigint, every other identifier text.
CREATE EXTENSION IF NOT EXISTS btree_gist;

CREATE TABLE archive.accounts (
    account_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name       text        NOT NULL UNIQUE,
    base_url   text        NOT NULL,
    zone       text        NOT NULL,
    created_at timestamptz NOT NULL
);
COMMENT ON TABLE archive.accounts IS 'The provider accounts that are archived.';
COMMENT ON COLUMN archive.accounts.account_id IS 'The archive''s own number for the account.';
COMMENT ON COLUMN archive.accounts.name IS 'The account''s name in the configuration.';
COMMENT ON COLUMN archive.accounts.base_url IS 'Where the provider''s services were last asked, ending in /ws.';
COMMENT ON COLUMN archive.accounts.zone IS 'The time zone of the wall clock that the provider prints in session and error lines.';
COMMENT ON COLUMN archive.accounts.created_at IS 'When the archive first met the account.';

CREATE TABLE archive.calls (
    account_id    bigint      NOT NULL REFERENCES archive.accounts,
    log_id        bigint      NOT NULL,
    session_id    text        NOT NULL,
    direction     text        NOT NULL,
    dest          text        NOT NULL,
    src           text        NOT NULL,
    started_at    timestamptz NOT NULL,
    ended_at      timestamptz,
    log_state     text        NOT NULL DEFAULT 'pending'
                  CHECK (log_state IN ('pending', 'archived', 'unavailable', 'quarantined', 'lost')),
    first_seen_at timestamptz NOT NULL,
    PRIMARY KEY (account_id, log_id)
) WITH (fillfactor = 85);
CREATE INDEX calls_started_at ON archive.calls (account_id, started_at);
-- Hash: a session id is looked up as a whole, and has no limit of length that could fail an insert.
CREATE INDEX calls_session_id ON archive.calls USING hash (session_id);
COMMENT ON TABLE archive.calls IS 'One row for each call that the provider has listed.';
COMMENT ON COLUMN archive.calls.account_id IS 'The account whose call it is.';
COMMENT ON COLUMN archive.calls.log_id IS 'The provider''s number for the call''s log; unique on the whole platform.';
COMMENT ON COLUMN archive.calls.session_id IS 'The session in which the call ran: server;channel;epoch at which the channel became ready.';
COMMENT ON COLUMN archive.calls.direction IS 'What the provider calls the type: inbound, outbound, or whatever else it prints.';
COMMENT ON COLUMN archive.calls.dest IS 'The provider''s dest: the called number.';
COMMENT ON COLUMN archive.calls.src IS 'The provider''s src: the caller''s number; may be empty.';
COMMENT ON COLUMN archive.calls.started_at IS 'When the call started.';
COMMENT ON COLUMN archive.calls.ended_at IS 'When the call ended; null where the provider stated no end.';
COMMENT ON COLUMN archive.calls.log_state IS 'What became of the call''s log: pending, archived, unavailable (the provider says there is none, asked again until it expires), quarantined (unreadable, raw bytes kept) or lost (expired, see gaps).';
COMMENT ON COLUMN archive.calls.first_seen_at IS 'When the archive first saw the call in a listing.';

-- The work that is left, apart from the calls: short rows that come and go must not leave dead wide ones behind.
CREATE TABLE archive.body_queue (
    account_id      bigint      NOT NULL,
    log_id          bigint      NOT NULL,
    started_at      timestamptz NOT NULL,
    expires_at      timestamptz NOT NULL,
    next_attempt_at timestamptz NOT NULL,
    attempts        integer     NOT NULL DEFAULT 0,
    last_attempt_at timestamptz,
    last_failure    text,
    claimed_by      text,
    claimed_until   timestamptz,
    PRIMARY KEY (account_id, log_id)
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);
CREATE INDEX body_queue_expires_at ON archive.body_queue (account_id, expires_at);
COMMENT ON TABLE archive.body_queue IS 'Calls whose log is still wanted, nearest to expiry first.';
COMMENT ON COLUMN archive.body_queue.account_id IS 'The account whose call it is.';
COMMENT ON COLUMN archive.body_queue.log_id IS 'The call whose log is wanted.';
COMMENT ON COLUMN archive.body_queue.started_at IS 'When the call started.';
COMMENT ON COLUMN archive.body_queue.expires_at IS 'When the provider may delete the log: five days after the start of the call.';
COMMENT ON COLUMN archive.body_queue.next_attempt_at IS 'Not asked again before this time.';
COMMENT ON COLUMN archive.body_queue.attempts IS 'How often the log was asked for in vain.';
COMMENT ON COLUMN archive.body_queue.last_attempt_at IS 'When the log was last asked for in vain.';
COMMENT ON COLUMN archive.body_queue.last_failure IS 'Why the last attempt brought no log.';
COMMENT ON COLUMN archive.body_queue.claimed_by IS 'The node that is fetching the log.';
COMMENT ON COLUMN archive.body_queue.claimed_until IS 'When the claim ends, should the node never come back.';

CREATE TABLE archive.call_logs (
    account_id bigint      NOT NULL,
    log_id     bigint      NOT NULL,
    started_at timestamptz NOT NULL,
    body       text        COMPRESSION ${body_compression},
    body_bytes bytea       COMPRESSION ${body_compression},
    sha256     bytea       NOT NULL,
    size_bytes bigint      NOT NULL,
    location   text        NOT NULL,
    quarantine text,
    fetched_at timestamptz NOT NULL,
    PRIMARY KEY (account_id, log_id, started_at),
    CHECK ((body IS NULL) <> (body_bytes IS NULL))
) PARTITION BY RANGE (started_at);
CREATE TABLE archive.call_logs_other PARTITION OF archive.call_logs DEFAULT;
COMMENT ON TABLE archive.call_logs IS 'The bodies: one row for each call log that was fetched, partitioned by the month in which the call started.';
COMMENT ON TABLE archive.call_logs_other IS 'Bodies of months for which no partition had been made.';
COMMENT ON COLUMN archive.call_logs.account_id IS 'The account whose call it is.';
COMMENT ON COLUMN archive.call_logs.log_id IS 'The provider''s number for the log.';
COMMENT ON COLUMN archive.call_logs.started_at IS 'When the call started; the same as in calls.';
COMMENT ON COLUMN archive.call_logs.body IS 'The log as the provider gave it; null where text cannot hold it faithfully.';
COMMENT ON COLUMN archive.call_logs.body_bytes IS 'The log''s bytes, only where text cannot hold them (U+0000, broken UTF-8), or the raw answer of a quarantined log.';
COMMENT ON COLUMN archive.call_logs.sha256 IS 'SHA-256 of the stored bytes.';
COMMENT ON COLUMN archive.call_logs.size_bytes IS 'Length of the stored bytes.';
COMMENT ON COLUMN archive.call_logs.location IS 'The provider''s location of the call, such as a city.';
COMMENT ON COLUMN archive.call_logs.quarantine IS 'Why the answer could not be read; null for a log that was read.';
COMMENT ON COLUMN archive.call_logs.fetched_at IS 'When the log was fetched.';

CREATE TABLE archive.sessions (
    account_id       bigint      NOT NULL REFERENCES archive.accounts,
    line_hash        bytea       NOT NULL,
    occurrence       integer     NOT NULL,
    line_kind        text        NOT NULL,
    ani              text,
    channel          integer,
    dnis             text,
    session_id       text,
    started_at       timestamptz,
    ended_at         timestamptz,
    duration_seconds bigint,
    parsed           boolean     NOT NULL,
    altered          boolean     NOT NULL,
    raw_line         text        NOT NULL,
    first_seen_at    timestamptz NOT NULL,
    PRIMARY KEY (account_id, line_hash, occurrence)
);
CREATE INDEX sessions_started_at ON archive.sessions (account_id, started_at);
CREATE INDEX sessions_session_id ON archive.sessions USING hash (session_id);
COMMENT ON TABLE archive.sessions IS 'One row for each line of the provider''s session logs.';
COMMENT ON COLUMN archive.sessions.account_id IS 'The account whose session it is.';
COMMENT ON COLUMN archive.sessions.line_hash IS 'SHA-256 of the line without the printed UTC offset, which is not to be trusted.';
COMMENT ON COLUMN archive.sessions.occurrence IS 'Number of this line among identical ones, from 1.';
COMMENT ON COLUMN archive.sessions.line_kind IS 'The first word of the line: inbound, outbound, transfer, local, or one that the archive does not know.';
COMMENT ON COLUMN archive.sessions.ani IS 'The ANI column: the caller''s number, may be empty; for outbound calls the number that was dialled.';
COMMENT ON COLUMN archive.sessions.channel IS 'The telephone channel.';
COMMENT ON COLUMN archive.sessions.dnis IS 'The DNIS column: the called number; for outbound calls the account''s login.';
COMMENT ON COLUMN archive.sessions.session_id IS 'The session: server;channel;epoch at which the channel became ready. One session can have several lines.';
COMMENT ON COLUMN archive.sessions.started_at IS 'When the call started, from the line''s own epoch; for local lines the wall clock.';
COMMENT ON COLUMN archive.sessions.ended_at IS 'When the call ended, from the line''s own epoch.';
COMMENT ON COLUMN archive.sessions.duration_seconds IS 'The length that the line states, in seconds.';
COMMENT ON COLUMN archive.sessions.parsed IS 'Whether the line was understood; if not, only raw_line is to be trusted.';
COMMENT ON COLUMN archive.sessions.altered IS 'Whether raw_line shows a character in place of one that PostgreSQL cannot store.';
COMMENT ON COLUMN archive.sessions.raw_line IS 'The line as received, with \/ read as /.';
COMMENT ON COLUMN archive.sessions.first_seen_at IS 'When the archive first saw the line.';

CREATE TABLE archive.errors (
    account_id     bigint      NOT NULL REFERENCES archive.accounts,
    line_hash      bytea       NOT NULL,
    occurrence     integer     NOT NULL,
    occurred_at    timestamptz,
    ani            text,
    channel        integer,
    dnis           text,
    session_id     text,
    message        text,
    parsed         boolean     NOT NULL,
    ambiguous_time boolean     NOT NULL,
    altered        boolean     NOT NULL,
    raw_line       text        NOT NULL,
    first_seen_at  timestamptz NOT NULL,
    PRIMARY KEY (account_id, line_hash, occurrence)
);
CREATE INDEX errors_occurred_at ON archive.errors (account_id, occurred_at);
CREATE INDEX errors_session_id ON archive.errors USING hash (session_id);
COMMENT ON TABLE archive.errors IS 'One row for each line of the provider''s error logs.';
COMMENT ON COLUMN archive.errors.account_id IS 'The account whose error it is.';
COMMENT ON COLUMN archive.errors.line_hash IS 'SHA-256 of the line without the printed UTC offset, which is not to be trusted.';
COMMENT ON COLUMN archive.errors.occurrence IS 'Number of this line among identical ones, from 1.';
COMMENT ON COLUMN archive.errors.occurred_at IS 'When the error happened: the wall clock of the line in the account''s zone.';
COMMENT ON COLUMN archive.errors.ani IS 'The ANI column: the caller''s number, may be empty.';
COMMENT ON COLUMN archive.errors.channel IS 'The telephone channel.';
COMMENT ON COLUMN archive.errors.dnis IS 'The DNIS column: the called number.';
COMMENT ON COLUMN archive.errors.session_id IS 'The session: server;channel;epoch at which the channel became ready.';
COMMENT ON COLUMN archive.errors.message IS 'What went wrong, to the end of the line.';
COMMENT ON COLUMN archive.errors.parsed IS 'Whether the line was understood; if not, only raw_line is to be trusted.';
COMMENT ON COLUMN archive.errors.ambiguous_time IS 'Whether the wall clock fits two instants, or none, as in the hours of a clock change.';
COMMENT ON COLUMN archive.errors.altered IS 'Whether raw_line shows a character in place of one that PostgreSQL cannot store.';
COMMENT ON COLUMN archive.errors.raw_line IS 'The line as received, with \/ read as /.';
COMMENT ON COLUMN archive.errors.first_seen_at IS 'When the archive first saw the line.';

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

CREATE TABLE archive.runs (
    account_id      bigint      NOT NULL REFERENCES archive.accounts,
    stream          text        NOT NULL CHECK (stream IN ('calls', 'sessions', 'errors', 'bodies')),
    attempted_at    timestamptz NOT NULL,
    succeeded_at    timestamptz,
    failure         text,
    requests        bigint      NOT NULL,
    PRIMARY KEY (account_id, stream)
) WITH (fillfactor = 50);
COMMENT ON TABLE archive.runs IS 'The last run of each stream; health is the age of the last success, not of the last attempt.';
COMMENT ON COLUMN archive.runs.account_id IS 'The account.';
COMMENT ON COLUMN archive.runs.stream IS 'calls, sessions, errors, or bodies (the logs of the calls).';
COMMENT ON COLUMN archive.runs.attempted_at IS 'When the stream was last tried.';
COMMENT ON COLUMN archive.runs.succeeded_at IS 'When a run of the stream last ended without failure.';
COMMENT ON COLUMN archive.runs.failure IS 'Why the last run failed; null when it did not.';
COMMENT ON COLUMN archive.runs.requests IS 'Requests that all runs of the stream have cost so far.';
