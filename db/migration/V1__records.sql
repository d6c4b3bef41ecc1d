-- The accounts, and their records as the provider lists them. Times are timestamptz, numbers bigint, other identifiers text.
--
-- Indexes by time begin with the time, not with the account. Without statistics, as in a new archive or for a new account, the
-- planner expects an account to have about one row. It would then use an index that begins with the account in place of the
-- primary key, and read all rows of the account for each batch.

CREATE TABLE archive.accounts (
    account_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name       text        NOT NULL UNIQUE,
    base_url   text        NOT NULL,
    login      text,
    zone       text        NOT NULL,
    created_at timestamptz NOT NULL,
    UNIQUE (base_url, login)
);
COMMENT ON TABLE archive.accounts IS 'One row for each provider account that is archived.';
COMMENT ON COLUMN archive.accounts.account_id IS 'The archive''s own number for the account.';
COMMENT ON COLUMN archive.accounts.name IS 'The account''s name in the configuration.';
COMMENT ON COLUMN archive.accounts.base_url IS 'The base URL of the provider''s services, as last used; ends in /ws.';
COMMENT ON COLUMN archive.accounts.login IS 'The login at the provider. With the host and path of base_url it tells one customer from another; another password changes nothing. Null until the account is first archived.';
COMMENT ON COLUMN archive.accounts.zone IS 'The time zone of the times that the provider prints in session and error lines.';
COMMENT ON COLUMN archive.accounts.created_at IS 'When the account was first archived.';

-- Each call is written twice (listed, then log fetched), usually together with all others on its page. With room on the page for
-- the second versions, these are not added to the indexes; the smaller indexes outweigh the larger table.
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
-- Hash: session ids are only compared for equality, and a very long one would not fit into a B-tree.
CREATE INDEX calls_session_id ON archive.calls USING hash (session_id);
COMMENT ON TABLE archive.calls IS 'One row for each call that the provider has listed.';
COMMENT ON COLUMN archive.calls.account_id IS 'The account whose call it is.';
COMMENT ON COLUMN archive.calls.log_id IS 'The provider''s number for the call''s log; unique on the whole platform.';
COMMENT ON COLUMN archive.calls.session_id IS 'The session of the call: server;channel;epoch second at which the channel became ready.';
COMMENT ON COLUMN archive.calls.direction IS 'The provider''s type of the call: inbound, outbound, or whatever else it prints.';
COMMENT ON COLUMN archive.calls.dest IS 'The provider''s dest: the number that was called.';
COMMENT ON COLUMN archive.calls.src IS 'The provider''s src: the number that called; may be empty.';
COMMENT ON COLUMN archive.calls.started_at IS 'When the call started.';
COMMENT ON COLUMN archive.calls.ended_at IS 'When the call ended; null if the provider stated no end.';
COMMENT ON COLUMN archive.calls.log_state IS 'What became of the call''s log: pending (not fetched yet), archived (stored), unavailable (the provider says there is none; requested again until it expires), quarantined (it cannot be read; the raw bytes are kept and it is requested again) or lost (it expired first; see gaps).';
COMMENT ON COLUMN archive.calls.first_seen_at IS 'When the archive first saw the call in a listing.';

-- The provider may give a number to another call later. The first call of a number is in calls, the others are here, so that none
-- overwrites another. The hash stands for the session id, which may be too long for an index.
CREATE TABLE archive.call_conflicts (
    account_id    bigint      NOT NULL REFERENCES archive.accounts,
    log_id        bigint      NOT NULL,
    session_hash  bytea       NOT NULL,
    session_id    text        NOT NULL,
    direction     text        NOT NULL,
    dest          text        NOT NULL,
    src           text        NOT NULL,
    started_at    timestamptz NOT NULL,
    ended_at      timestamptz,
    log_state     text        NOT NULL DEFAULT 'pending'
                  CHECK (log_state IN ('pending', 'archived', 'unavailable', 'quarantined', 'lost')),
    first_seen_at timestamptz NOT NULL,
    conflict_id   bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
    acknowledged_at     timestamptz,
    acknowledged_by     text,
    acknowledged_reason text,
    CHECK (num_nulls(acknowledged_at, acknowledged_by, acknowledged_reason) IN (0, 3)),
    PRIMARY KEY (account_id, log_id, session_hash)
);
CREATE INDEX call_conflicts_started_at ON archive.call_conflicts (started_at, account_id);
COMMENT ON TABLE archive.call_conflicts IS 'One row for each call that the provider listed under the log_id of another call. The other call is in calls, unless it was erased or deleted by age.';
COMMENT ON COLUMN archive.call_conflicts.account_id IS 'The account whose call it is.';
COMMENT ON COLUMN archive.call_conflicts.log_id IS 'The number that the provider gave to both calls.';
COMMENT ON COLUMN archive.call_conflicts.session_hash IS 'SHA-256 of the session id.';
COMMENT ON COLUMN archive.call_conflicts.session_id IS 'The session of the call: server;channel;epoch second at which the channel became ready.';
COMMENT ON COLUMN archive.call_conflicts.direction IS 'The provider''s type of the call: inbound, outbound, or whatever else it prints.';
COMMENT ON COLUMN archive.call_conflicts.dest IS 'The provider''s dest: the number that was called.';
COMMENT ON COLUMN archive.call_conflicts.src IS 'The provider''s src: the number that called; may be empty.';
COMMENT ON COLUMN archive.call_conflicts.started_at IS 'When the call started. Its log is in call_logs under this start.';
COMMENT ON COLUMN archive.call_conflicts.ended_at IS 'When the call ended; null if the provider stated no end.';
COMMENT ON COLUMN archive.call_conflicts.log_state IS 'What became of the call''s log, as in calls.';
COMMENT ON COLUMN archive.call_conflicts.first_seen_at IS 'When the archive first saw the call in a listing.';
COMMENT ON COLUMN archive.call_conflicts.conflict_id IS 'The archive''s own number for the conflict.';
COMMENT ON COLUMN archive.call_conflicts.acknowledged_at IS 'When somebody said that this is known, so that it no longer sets exit codes, badges and alerts; null if nobody did.';
COMMENT ON COLUMN archive.call_conflicts.acknowledged_by IS 'Who said so: the operating system''s user.';
COMMENT ON COLUMN archive.call_conflicts.acknowledged_reason IS 'Why, in that person''s words.';

CREATE VIEW archive.every_call AS
SELECT account_id, log_id, session_id, direction, dest, src, started_at, ended_at, log_state, first_seen_at, false AS is_conflict
FROM archive.calls
UNION ALL
SELECT account_id, log_id, session_id, direction, dest, src, started_at, ended_at, log_state, first_seen_at, true
FROM archive.call_conflicts;
COMMENT ON VIEW archive.every_call IS 'Every call, whether in calls or in call_conflicts. A log belongs to the call with its log_id and its start.';
COMMENT ON COLUMN archive.every_call.account_id IS 'The account whose call it is.';
COMMENT ON COLUMN archive.every_call.log_id IS 'The provider''s number for the call''s log.';
COMMENT ON COLUMN archive.every_call.session_id IS 'The session of the call.';
COMMENT ON COLUMN archive.every_call.direction IS 'The provider''s type of the call.';
COMMENT ON COLUMN archive.every_call.dest IS 'The number that was called.';
COMMENT ON COLUMN archive.every_call.src IS 'The number that called; may be empty.';
COMMENT ON COLUMN archive.every_call.started_at IS 'When the call started.';
COMMENT ON COLUMN archive.every_call.ended_at IS 'When the call ended; null if the provider stated no end.';
COMMENT ON COLUMN archive.every_call.log_state IS 'What became of the call''s log.';
COMMENT ON COLUMN archive.every_call.first_seen_at IS 'When the archive first saw the call in a listing.';
COMMENT ON COLUMN archive.every_call.is_conflict IS 'Whether the call is in call_conflicts.';

-- What was masked in a row is counted in the row itself, so that the count stays exact however often a line is listed.
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
COMMENT ON COLUMN archive.sessions.line_hash IS 'SHA-256 of the line without the printed UTC offset, which the provider often gets wrong.';
COMMENT ON COLUMN archive.sessions.occurrence IS 'Number of this line among identical lines, from 1.';
COMMENT ON COLUMN archive.sessions.line_kind IS 'The first word of the line: inbound, outbound, transfer, local, or a word that Callvault does not know.';
COMMENT ON COLUMN archive.sessions.ani IS 'The ANI column: the number that called, may be empty; for outbound calls the number that was dialled.';
COMMENT ON COLUMN archive.sessions.channel IS 'The telephone channel.';
COMMENT ON COLUMN archive.sessions.dnis IS 'The DNIS column: the number that was called; for outbound calls the account''s login.';
COMMENT ON COLUMN archive.sessions.session_id IS 'The session: server;channel;epoch second at which the channel became ready. A session can have several lines.';
COMMENT ON COLUMN archive.sessions.started_at IS 'When the call started, by the epoch second in the line; for local lines, which have none, by the printed time.';
COMMENT ON COLUMN archive.sessions.ended_at IS 'When the call ended, by the epoch second in the line.';
COMMENT ON COLUMN archive.sessions.duration_seconds IS 'The duration that the line states, in seconds.';
COMMENT ON COLUMN archive.sessions.parsed IS 'Whether the line was understood; if not, rely on raw_line alone.';
COMMENT ON COLUMN archive.sessions.altered IS 'Whether a character that PostgreSQL cannot store was replaced in raw_line.';
COMMENT ON COLUMN archive.sessions.raw_line IS 'The line as received, with \/ read as /.';
COMMENT ON COLUMN archive.sessions.first_seen_at IS 'When the archive first saw the line.';
COMMENT ON COLUMN archive.sessions.redactions IS 'How many matches of each redaction rule were masked before the line was stored; null if none.';

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
COMMENT ON COLUMN archive.errors.line_hash IS 'SHA-256 of the line without the printed UTC offset, which the provider often gets wrong.';
COMMENT ON COLUMN archive.errors.occurrence IS 'Number of this line among identical lines, from 1.';
COMMENT ON COLUMN archive.errors.occurred_at IS 'When the error happened: the printed time, read in the account''s time zone.';
COMMENT ON COLUMN archive.errors.ani IS 'The ANI column: the number that called; may be empty.';
COMMENT ON COLUMN archive.errors.channel IS 'The telephone channel.';
COMMENT ON COLUMN archive.errors.dnis IS 'The DNIS column: the number that was called.';
COMMENT ON COLUMN archive.errors.session_id IS 'The session: server;channel;epoch second at which the channel became ready.';
COMMENT ON COLUMN archive.errors.message IS 'The error message: the rest of the line.';
COMMENT ON COLUMN archive.errors.parsed IS 'Whether the line was understood; if not, rely on raw_line alone.';
COMMENT ON COLUMN archive.errors.ambiguous_time IS 'Whether the printed time occurs twice or not at all, as it may when the clocks change.';
COMMENT ON COLUMN archive.errors.altered IS 'Whether a character that PostgreSQL cannot store was replaced in raw_line.';
COMMENT ON COLUMN archive.errors.raw_line IS 'The line as received, with \/ read as /.';
COMMENT ON COLUMN archive.errors.first_seen_at IS 'When the archive first saw the line.';
COMMENT ON COLUMN archive.errors.redactions IS 'How many matches of each redaction rule were masked before the line was stored; null if none.';
