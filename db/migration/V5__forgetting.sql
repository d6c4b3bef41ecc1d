-- Redaction, legal holds, deletion by age, and erasing. Deleted records must not be stored again when the provider lists them
-- again, and held records must not be deleted.

CREATE VIEW archive.redactions AS
SELECT account_id, stored_in, rule, count(*) AS rows, sum(times::bigint)::bigint AS count
FROM (
    SELECT account_id, CASE WHEN quarantine IS NULL THEN 'bodies' ELSE 'quarantine' END AS stored_in, redactions
    FROM archive.call_logs WHERE redactions IS NOT NULL
    UNION ALL
    SELECT account_id, 'sessions', redactions FROM archive.sessions WHERE redactions IS NOT NULL
    UNION ALL
    SELECT account_id, 'errors', redactions FROM archive.errors WHERE redactions IS NOT NULL
) AS redacted CROSS JOIN LATERAL jsonb_each_text(redactions) AS each (rule, times)
GROUP BY account_id, stored_in, rule;
COMMENT ON VIEW archive.redactions IS 'What was masked in the stored records, counted by account, place and rule.';
COMMENT ON COLUMN archive.redactions.account_id IS 'The account.';
COMMENT ON COLUMN archive.redactions.stored_in IS 'bodies (logs), quarantine (unreadable responses), sessions or errors.';
COMMENT ON COLUMN archive.redactions.rule IS 'The rule: card-number, caller-input, or the name of a rule in the configuration.';
COMMENT ON COLUMN archive.redactions.rows IS 'Logs, responses or lines in which the rule masked something.';
COMMENT ON COLUMN archive.redactions.count IS 'How many matches it masked in them.';

CREATE FUNCTION archive.normal_number(number text) RETURNS text IMMUTABLE PARALLEL SAFE LANGUAGE sql AS
$$ SELECT regexp_replace(regexp_replace(split_part(number, '@', 1), '[^0-9]', '', 'g'), '^(011|00)?(1(?=[0-9]{10}$))?', '') $$;
COMMENT ON FUNCTION archive.normal_number(text) IS 'A telephone number reduced to its digits, without an international prefix or the leading 1 of North America.';

CREATE TABLE archive.holds (
    hold_id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind        text        NOT NULL CHECK (kind IN ('number', 'session')),
    value       text        NOT NULL CHECK (value <> ''),
    placed_at   timestamptz NOT NULL,
    placed_by   text,
    reason      text,
    records     bigint,
    released_at timestamptz,
    released_by text,
    release_reason text
);
CREATE UNIQUE INDEX holds_in_force ON archive.holds (kind, value) WHERE released_at IS NULL;
COMMENT ON TABLE archive.holds IS 'Legal holds: records under a hold are neither deleted by age nor erased.';
COMMENT ON COLUMN archive.holds.hold_id IS 'The archive''s own number for the hold.';
COMMENT ON COLUMN archive.holds.kind IS 'number or session.';
COMMENT ON COLUMN archive.holds.value IS 'The telephone number, reduced as by normal_number(), or the session id.';
COMMENT ON COLUMN archive.holds.placed_at IS 'When the hold was placed.';
COMMENT ON COLUMN archive.holds.placed_by IS 'The operating system''s user who placed the hold.';
COMMENT ON COLUMN archive.holds.reason IS 'Why, in that person''s words; null if none was given.';
COMMENT ON COLUMN archive.holds.records IS 'Calls, session lines and error lines that the hold covered when it was placed.';
COMMENT ON COLUMN archive.holds.released_at IS 'When the hold was released; null while it is in force.';

COMMENT ON COLUMN archive.holds.released_by IS 'The operating system''s user who released the hold; null while it is in force.';

COMMENT ON COLUMN archive.holds.release_reason IS 'Why it was released, in that person''s words; null if none was given.';

CREATE TABLE archive.erasures (
    erasure_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    erased_at  timestamptz NOT NULL,
    erased_by  text        NOT NULL,
    reason     text,
    calls      bigint      NOT NULL,
    bodies     bigint      NOT NULL,
    sessions   bigint      NOT NULL,
    errors     bigint      NOT NULL,
    held       bigint      NOT NULL
);
COMMENT ON TABLE archive.erasures IS 'The erasures of telephone numbers: who, when, why and how much, but not which number.';
COMMENT ON COLUMN archive.erasures.erasure_id IS 'The archive''s own number for the erasure.';
COMMENT ON COLUMN archive.erasures.erased_at IS 'When the number was erased.';
COMMENT ON COLUMN archive.erasures.erased_by IS 'The operating system''s user who erased it.';
COMMENT ON COLUMN archive.erasures.reason IS 'Why, in that person''s words; null if none was given. It never contains the number.';
COMMENT ON COLUMN archive.erasures.calls IS 'Calls that were erased.';
COMMENT ON COLUMN archive.erasures.bodies IS 'Logs that were erased.';
COMMENT ON COLUMN archive.erasures.sessions IS 'Session lines that were erased.';
COMMENT ON COLUMN archive.erasures.errors IS 'Error lines that were erased.';
COMMENT ON COLUMN archive.erasures.held IS 'Sessions, and calls without one, that stayed because of a legal hold.';

-- Written only where archive.reads is set. No number is in it, so an erasure leaves it alone.
CREATE TABLE archive.reads (
    read_id    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    read_at    timestamptz NOT NULL,
    reader     text        NOT NULL,
    way        text        NOT NULL CHECK (way IN ('console', 'download', 'ws', 'export', 'search')),
    account_id bigint      NOT NULL REFERENCES archive.accounts,
    log_id     bigint      NOT NULL
);
CREATE INDEX reads_log_id ON archive.reads (account_id, log_id);
COMMENT ON TABLE archive.reads IS 'Who read which log, and when; kept only while archive.reads is set, and until somebody deletes it.';
COMMENT ON COLUMN archive.reads.read_id IS 'The archive''s own number for the reading.';
COMMENT ON COLUMN archive.reads.read_at IS 'When the log was read.';
COMMENT ON COLUMN archive.reads.reader IS 'The user of the console and the API, empty if no login is required; for export and search, the operating system''s user.';
COMMENT ON COLUMN archive.reads.way IS 'console (opened on a page), download (from the console), ws (the provider''s services), export, or search (its matching lines were shown).';
COMMENT ON COLUMN archive.reads.account_id IS 'The account whose log it is.';
COMMENT ON COLUMN archive.reads.log_id IS 'The provider''s number for the log.';

CREATE FUNCTION archive.is_held(session_id text, one text, other text) RETURNS boolean STABLE LANGUAGE sql AS $$
    SELECT EXISTS (
        SELECT FROM archive.holds WHERE released_at IS NULL
          AND (kind = 'session' AND value = session_id
               OR kind = 'number' AND value IN (archive.normal_number(one), archive.normal_number(other)))) $$;
COMMENT ON FUNCTION archive.is_held(text, text, text) IS 'Whether a hold covers a session or one of two numbers.';

-- A shorter period deletes nothing until it is confirmed, or has been configured on all nodes for a day.
CREATE TABLE archive.keep (
    record          text        PRIMARY KEY CHECK (record IN ('calls', 'bodies', 'sessions', 'errors')),
    in_force        text        NOT NULL,
    shortened       text,
    shortened_since timestamptz,
    CHECK ((shortened IS NULL) = (shortened_since IS NULL))
);
COMMENT ON TABLE archive.keep IS 'How long records are kept before they are deleted by age, and the shorter periods that are waiting to come into force.';
COMMENT ON COLUMN archive.keep.record IS 'calls, bodies (the calls'' logs), sessions or errors.';
COMMENT ON COLUMN archive.keep.in_force IS 'The period in force, such as P90D, or forever.';
COMMENT ON COLUMN archive.keep.shortened IS 'The shorter period that all running nodes are configured with and that is waiting; null if there is none.';
COMMENT ON COLUMN archive.keep.shortened_since IS 'Since when all running nodes have had it, by the database server''s clock; null if there is none.';

CREATE TABLE archive.kept_since (
    record    text        PRIMARY KEY CHECK (record IN ('calls', 'bodies', 'sessions', 'errors')),
    since     timestamptz NOT NULL,
    day_began timestamptz NOT NULL,
    day_until timestamptz NOT NULL
);
COMMENT ON TABLE archive.kept_since IS 'The time before which records were deleted by age and are not stored again. It never moves back, unless it lies in the future.';
COMMENT ON COLUMN archive.kept_since.record IS 'calls, bodies (the calls'' logs), sessions or errors.';
COMMENT ON COLUMN archive.kept_since.since IS 'Earlier records are deleted, except those under a hold.';
COMMENT ON COLUMN archive.kept_since.day_began IS 'When the day began within which no more than seven days of records may be deleted without confirmation.';
COMMENT ON COLUMN archive.kept_since.day_until IS 'How far since may move within that day.';

CREATE TABLE archive.forgotten_calls (
    account_id   bigint      NOT NULL REFERENCES archive.accounts,
    log_id       bigint      NOT NULL,
    started_at   timestamptz NOT NULL,
    forgotten_at timestamptz NOT NULL,
    PRIMARY KEY (account_id, log_id, started_at)
);
CREATE INDEX forgotten_calls_started_at ON archive.forgotten_calls (account_id, started_at);
COMMENT ON TABLE archive.forgotten_calls IS 'Erased calls. They count as stored. A call that the provider lists under the same number, and that starts within a day of one, is not stored again.';
COMMENT ON COLUMN archive.forgotten_calls.account_id IS 'The account whose call it was.';
COMMENT ON COLUMN archive.forgotten_calls.log_id IS 'The provider''s number for the call''s log.';
COMMENT ON COLUMN archive.forgotten_calls.started_at IS 'When the call started.';
COMMENT ON COLUMN archive.forgotten_calls.forgotten_at IS 'When it was erased.';

CREATE TABLE archive.forgotten_sessions (
    account_id   bigint      NOT NULL REFERENCES archive.accounts,
    session_hash bytea       NOT NULL,
    forgotten_at timestamptz NOT NULL,
    PRIMARY KEY (account_id, session_hash)
);
COMMENT ON TABLE archive.forgotten_sessions IS 'Erased sessions. Their calls and lines are not stored again, even if the provider changes their text.';
COMMENT ON COLUMN archive.forgotten_sessions.account_id IS 'The account whose session it was.';
COMMENT ON COLUMN archive.forgotten_sessions.session_hash IS 'SHA-256 of the session id.';
COMMENT ON COLUMN archive.forgotten_sessions.forgotten_at IS 'When it was erased.';

CREATE TABLE archive.forgotten_lines (
    account_id   bigint      NOT NULL REFERENCES archive.accounts,
    stream       text        NOT NULL CHECK (stream IN ('sessions', 'errors')),
    line_hash    bytea       NOT NULL,
    occurrence   integer     NOT NULL,
    at           timestamptz,
    forgotten_at timestamptz NOT NULL,
    PRIMARY KEY (account_id, stream, line_hash, occurrence)
);
CREATE INDEX forgotten_lines_at ON archive.forgotten_lines (account_id, stream, at);
COMMENT ON TABLE archive.forgotten_lines IS 'Lines that were erased, or that had no time and were deleted by age. They count as stored, and are not stored again.';
COMMENT ON COLUMN archive.forgotten_lines.account_id IS 'The account whose line it was.';
COMMENT ON COLUMN archive.forgotten_lines.stream IS 'sessions or errors.';
COMMENT ON COLUMN archive.forgotten_lines.line_hash IS 'SHA-256 of the line without the printed UTC offset.';
COMMENT ON COLUMN archive.forgotten_lines.occurrence IS 'Number of the line among identical lines.';
COMMENT ON COLUMN archive.forgotten_lines.at IS 'The time of the line; null if it had none.';
COMMENT ON COLUMN archive.forgotten_lines.forgotten_at IS 'When the line was deleted.';

CREATE TABLE archive.forgotten_rows (
    account_id   bigint      NOT NULL REFERENCES archive.accounts,
    stream       text        NOT NULL,
    row_hash     bytea       NOT NULL,
    forgotten_at timestamptz NOT NULL,
    PRIMARY KEY (account_id, stream, row_hash)
);
COMMENT ON TABLE archive.forgotten_rows IS 'Erased rows that could not be read. They are not stored again when the provider lists them.';
COMMENT ON COLUMN archive.forgotten_rows.account_id IS 'The account whose row it was.';
COMMENT ON COLUMN archive.forgotten_rows.stream IS 'calls, sessions or errors.';
COMMENT ON COLUMN archive.forgotten_rows.row_hash IS 'SHA-256 of the row''s text.';
COMMENT ON COLUMN archive.forgotten_rows.forgotten_at IS 'When it was erased.';
