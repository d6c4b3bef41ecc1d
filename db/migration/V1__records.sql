-- The records, as the provider lists them. Times are timestamptz, ids bigint, every other identifier text.
--
-- Wherever a table has an index by time, the time stands in front of the account. Looking rows up must not depend on statistics,
-- which a new archive, and a new account in an old one, does not have: with the account in front, the planner took all rows of an
-- account to be as few as one row by its key, and read them all for each batch.

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

-- Every call is written twice, and its neighbours in the same transaction: all rows of a page at once. Where the page has room
-- for their second versions no index is told of them, and with the indexes that stay small the whole is smaller.
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
) WITH (fillfactor = 45);
CREATE INDEX calls_started_at ON archive.calls (started_at, account_id);
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

-- What was taken out of a row stands in the row, in the same statement: so the count is exact, however often a line is listed.
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
    redactions       jsonb,
    PRIMARY KEY (account_id, line_hash, occurrence)
);
CREATE INDEX sessions_started_at ON archive.sessions (started_at, account_id);
CREATE INDEX sessions_session_id ON archive.sessions USING hash (session_id);
CREATE INDEX sessions_redacted ON archive.sessions (account_id) WHERE redactions IS NOT NULL;
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
COMMENT ON COLUMN archive.sessions.redactions IS 'How often each rule took something out of the line before it was stored; null when none did.';

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
    redactions     jsonb,
    PRIMARY KEY (account_id, line_hash, occurrence)
);
CREATE INDEX errors_occurred_at ON archive.errors (occurred_at, account_id);
CREATE INDEX errors_session_id ON archive.errors USING hash (session_id);
CREATE INDEX errors_redacted ON archive.errors (account_id) WHERE redactions IS NOT NULL;
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
COMMENT ON COLUMN archive.errors.redactions IS 'How often each rule took something out of the line before it was stored; null when none did.';
