-- Stored figures per hour, day and caller, which keep the reports fast. Marks say which of them are stale. The views compute the
-- stale ones from the records, so that they are always up to date; the maintain job stores them.

CREATE TABLE archive.settings (
    only_row       boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    reporting_zone text NOT NULL
);
COMMENT ON TABLE archive.settings IS 'The settings that the views need; a single row.';
COMMENT ON COLUMN archive.settings.only_row IS 'Always true, so that there is only one row.';
COMMENT ON COLUMN archive.settings.reporting_zone IS 'The time zone of the reports'' days and hours (reporting-zone).';
INSERT INTO archive.settings (reporting_zone) VALUES ('America/New_York');

-- For some outbound calls the provider gives the account's login as dest and the dialled number as src; these are swapped. Numbers
-- are cut off after 64 characters, because one that does not fit into the index would make storing the call fail.
CREATE FUNCTION archive.caller(direction text, dest text, src text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN left(CASE WHEN direction = 'outbound' AND strpos(dest, '@') > 0 THEN dest ELSE src END, 64);
CREATE FUNCTION archive.called(direction text, dest text, src text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN left(CASE WHEN direction = 'outbound' AND strpos(dest, '@') > 0 THEN src ELSE dest END, 64);
COMMENT ON FUNCTION archive.caller(text, text, text) IS 'The number that called, whatever the direction, cut off after 64 characters.';
COMMENT ON FUNCTION archive.called(text, text, text) IS 'The number that was called, whatever the direction, cut off after 64 characters.';

-- Errors of a kind differ only in numbers, addresses and quoted words.
CREATE FUNCTION archive.signature(message text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN left(btrim(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
    message, '[[:alpha:]][[:alnum:]+.-]*://[^[:space:]"'']*', 'URL', 'g'), '"[^"]*"|''[^'']*''', '"…"', 'g'),
    '[0-9]+', '#', 'g'), '[[:space:]]+', ' ', 'g')), 300);
COMMENT ON FUNCTION archive.signature(text) IS 'The kind of an error: its message without URLs, quoted strings and digits.';

-- No call lasts longer than a week: an end that is later, or before the start, is wrong, and one alone would spoil every average.
CREATE FUNCTION archive.length_of(started_at timestamptz, ended_at timestamptz) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN ended_at >= started_at AND extract(epoch FROM ended_at - started_at) <= 604800
            THEN extract(epoch FROM ended_at - started_at)::bigint END;
COMMENT ON FUNCTION archive.length_of(timestamptz, timestamptz) IS 'The duration of a call in seconds; null if no end is known, or if it is before the start or more than a week after it.';

CREATE FUNCTION archive.end_of(started_at timestamptz, ended_at timestamptz) RETURNS timestamptz
LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE WHEN ended_at >= started_at AND extract(epoch FROM ended_at - started_at) <= 604800 THEN ended_at ELSE started_at END;
COMMENT ON FUNCTION archive.end_of(timestamptz, timestamptz) IS 'When a call stops being in progress: its end, or its start if no end is known, or none that can be right.';

CREATE INDEX calls_caller ON archive.calls (archive.caller(direction, dest, src), started_at);
CREATE INDEX calls_called ON archive.calls (archive.called(direction, dest, src), started_at);
-- The calls in progress in an hour are those that started in it or in the hour before, and the long ones of this index.
CREATE INDEX calls_long ON archive.calls (account_id, started_at) WHERE ended_at - started_at > interval '1 hour';

CREATE TABLE archive.stale_marks (
    mark_id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account_id    bigint NOT NULL,
    rollup        text   NOT NULL CHECK (rollup IN ('hours', 'days', 'errors', 'callers')),
    at            timestamptz,
    caller        text,
    calls         bigint,
    first_call_at timestamptz,
    last_call_at  timestamptz,
    CHECK ((at IS NULL) <> (caller IS NULL))
) WITH (autovacuum_vacuum_scale_factor = 0.02);
CREATE INDEX stale_marks_rollup ON archive.stale_marks (rollup, account_id, at, caller);
COMMENT ON TABLE archive.stale_marks IS 'Marks of stored figures that are stale because calls or errors were added, changed or deleted. The views compute stale figures from the records; the maintain job stores the new figures and deletes the marks.';
COMMENT ON COLUMN archive.stale_marks.mark_id IS 'The archive''s own number for the mark.';
COMMENT ON COLUMN archive.stale_marks.account_id IS 'The account whose figures are stale.';
COMMENT ON COLUMN archive.stale_marks.rollup IS 'Which figures: hours (call_hours), days (call_days), errors (error_hours) or callers.';
COMMENT ON COLUMN archive.stale_marks.at IS 'When the hour or day begins; null for a caller.';
COMMENT ON COLUMN archive.stale_marks.caller IS 'The caller; null for an hour or a day.';
COMMENT ON COLUMN archive.stale_marks.calls IS 'How many new calls of the caller to add; null if all its calls must be counted again.';
COMMENT ON COLUMN archive.stale_marks.first_call_at IS 'When the first of the new calls started.';
COMMENT ON COLUMN archive.stale_marks.last_call_at IS 'When the last of the new calls started.';

CREATE TABLE archive.call_hours (
    account_id        bigint      NOT NULL,
    hour              timestamptz NOT NULL,
    calls             bigint      NOT NULL,
    inbound_calls     bigint      NOT NULL,
    outbound_calls    bigint      NOT NULL,
    timed_calls       bigint      NOT NULL,
    duration_seconds  bigint      NOT NULL,
    short_calls       bigint      NOT NULL,
    busy_seconds      bigint      NOT NULL,
    most_at_once      bigint      NOT NULL,
    most_at_once_at   timestamptz,
    PRIMARY KEY (account_id, hour)
);
COMMENT ON TABLE archive.call_hours IS 'Stored figures of each hour with calls. They may be stale; use reporting.calls_by_hour instead.';
COMMENT ON COLUMN archive.call_hours.account_id IS 'The account.';
COMMENT ON COLUMN archive.call_hours.hour IS 'When the hour begins.';
COMMENT ON COLUMN archive.call_hours.calls IS 'Calls that started in the hour.';
COMMENT ON COLUMN archive.call_hours.inbound_calls IS 'Of these, inbound calls.';
COMMENT ON COLUMN archive.call_hours.outbound_calls IS 'Of these, outbound calls.';
COMMENT ON COLUMN archive.call_hours.timed_calls IS 'Calls that started in the hour and have a known, possible end.';
COMMENT ON COLUMN archive.call_hours.duration_seconds IS 'Total duration of the calls with a known, possible end, in seconds.';
COMMENT ON COLUMN archive.call_hours.short_calls IS 'Calls that lasted 6 seconds or less.';
COMMENT ON COLUMN archive.call_hours.busy_seconds IS 'Total call time within the hour, in seconds, whenever the calls started.';
COMMENT ON COLUMN archive.call_hours.most_at_once IS 'The largest number of calls in progress at the same time.';
COMMENT ON COLUMN archive.call_hours.most_at_once_at IS 'When that number was first reached.';

CREATE TABLE archive.call_days (
    account_id       bigint      NOT NULL,
    day_start        timestamptz NOT NULL,
    called           text,
    calls            bigint      NOT NULL,
    timed_calls      bigint      NOT NULL,
    duration_seconds bigint      NOT NULL,
    short_calls      bigint      NOT NULL,
    callers          bigint      NOT NULL,
    UNIQUE NULLS NOT DISTINCT (account_id, day_start, called)
);
COMMENT ON TABLE archive.call_days IS 'Stored figures of each day with calls, per called number and in total. They may be stale; use reporting.numbers_by_day and reporting.calls_by_day instead.';
COMMENT ON COLUMN archive.call_days.account_id IS 'The account.';
COMMENT ON COLUMN archive.call_days.day_start IS 'When the day begins.';
COMMENT ON COLUMN archive.call_days.called IS 'The number that was called; null for the day''s total.';
COMMENT ON COLUMN archive.call_days.calls IS 'Calls that started on the day.';
COMMENT ON COLUMN archive.call_days.timed_calls IS 'Calls that started on the day and have a known, possible end.';
COMMENT ON COLUMN archive.call_days.duration_seconds IS 'Total duration of the calls with a known, possible end, in seconds.';
COMMENT ON COLUMN archive.call_days.short_calls IS 'Calls that lasted 6 seconds or less.';
COMMENT ON COLUMN archive.call_days.callers IS 'Different numbers that called; withheld numbers are not counted.';

CREATE TABLE archive.error_hours (
    account_id bigint      NOT NULL,
    hour       timestamptz NOT NULL,
    signature  text        NOT NULL,
    errors     bigint      NOT NULL,
    first_at   timestamptz NOT NULL,
    last_at    timestamptz NOT NULL
);
CREATE INDEX error_hours_hour ON archive.error_hours (account_id, hour);
COMMENT ON TABLE archive.error_hours IS 'Stored numbers of errors per hour and kind. They may be stale; use reporting.errors_by_hour instead.';
COMMENT ON COLUMN archive.error_hours.account_id IS 'The account.';
COMMENT ON COLUMN archive.error_hours.hour IS 'When the hour begins.';
COMMENT ON COLUMN archive.error_hours.signature IS 'The kind of error; see signature().';
COMMENT ON COLUMN archive.error_hours.errors IS 'Errors of this kind.';
COMMENT ON COLUMN archive.error_hours.first_at IS 'When the first of them happened.';
COMMENT ON COLUMN archive.error_hours.last_at IS 'When the last of them happened.';

CREATE TABLE archive.callers (
    account_id    bigint      NOT NULL,
    caller        text        NOT NULL,
    calls         bigint      NOT NULL,
    first_call_at timestamptz NOT NULL,
    last_call_at  timestamptz NOT NULL,
    PRIMARY KEY (account_id, caller)
);
CREATE INDEX callers_calls ON archive.callers (calls DESC);
COMMENT ON TABLE archive.callers IS 'Stored figures of each number that called. They may be stale; use reporting.callers instead.';
COMMENT ON COLUMN archive.callers.account_id IS 'The account.';
COMMENT ON COLUMN archive.callers.caller IS 'The number that called.';
COMMENT ON COLUMN archive.callers.calls IS 'Calls from this number.';
COMMENT ON COLUMN archive.callers.first_call_at IS 'When its first call started.';
COMMENT ON COLUMN archive.callers.last_call_at IS 'When its last call started.';

-- Triggers set the marks, once per statement, so that no writer of calls can forget them. The hours to mark are generated from
-- the few hours in which the calls started, not from each call. New calls are added to their caller's figures; only changed and
-- deleted calls have all calls of their caller counted again.
CREATE FUNCTION archive.mark_calls() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE zone text := (SELECT reporting_zone FROM archive.settings);
BEGIN
    INSERT INTO archive.stale_marks (account_id, rollup, at)
    SELECT DISTINCT account_id, 'hours', hour
    FROM (SELECT account_id, date_trunc('hour', started_at, zone) AS first_hour,
                 max(archive.end_of(started_at, ended_at)) AS last_end
          FROM touched GROUP BY 1, 2) AS spans CROSS JOIN LATERAL generate_series(first_hour, last_end, interval '1 hour') AS hour;
    INSERT INTO archive.stale_marks (account_id, rollup, at)
    SELECT DISTINCT account_id, 'days', date_trunc('day', started_at, zone) FROM touched;
    INSERT INTO archive.stale_marks (account_id, rollup, caller, calls, first_call_at, last_call_at)
    SELECT account_id, 'callers', archive.caller(direction, dest, src),
           CASE TG_OP WHEN 'INSERT' THEN count(*) END, min(started_at), max(started_at)
    FROM touched GROUP BY account_id, archive.caller(direction, dest, src);
    RETURN NULL;
END $$;
COMMENT ON FUNCTION archive.mark_calls() IS 'Marks the figures that new or deleted calls make stale.';

CREATE FUNCTION archive.mark_changed_call() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE zone text := (SELECT reporting_zone FROM archive.settings);
BEGIN
    WITH changed (account_id, started_at, ended_at, caller) AS (VALUES
        (OLD.account_id, OLD.started_at, OLD.ended_at, archive.caller(OLD.direction, OLD.dest, OLD.src)),
        (NEW.account_id, NEW.started_at, NEW.ended_at, archive.caller(NEW.direction, NEW.dest, NEW.src))
    )
    INSERT INTO archive.stale_marks (account_id, rollup, at, caller)
    SELECT account_id, 'hours', hour, NULL::text
    FROM changed CROSS JOIN LATERAL generate_series(
        date_trunc('hour', started_at, zone), archive.end_of(started_at, ended_at), interval '1 hour') AS hour
    UNION SELECT account_id, 'days', date_trunc('day', started_at, zone), NULL FROM changed
    UNION SELECT account_id, 'callers', NULL, caller FROM changed;
    RETURN NULL;
END $$;
COMMENT ON FUNCTION archive.mark_changed_call() IS 'Marks the figures that a changed call makes stale.';

CREATE FUNCTION archive.mark_errors() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE zone text := (SELECT reporting_zone FROM archive.settings);
BEGIN
    INSERT INTO archive.stale_marks (account_id, rollup, at)
    SELECT DISTINCT account_id, 'errors', date_trunc('hour', occurred_at, zone) FROM touched WHERE occurred_at IS NOT NULL;
    RETURN NULL;
END $$;
COMMENT ON FUNCTION archive.mark_errors() IS 'Marks the figures that errors make stale.';

CREATE TRIGGER mark_new AFTER INSERT ON archive.calls
REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION archive.mark_calls();
CREATE TRIGGER mark_deleted AFTER DELETE ON archive.calls
REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION archive.mark_calls();
-- Most updates of calls only change the state of the log. The condition skips them before the function is called.
CREATE TRIGGER mark_changed AFTER UPDATE ON archive.calls FOR EACH ROW
WHEN ((OLD.started_at, OLD.ended_at, OLD.direction, OLD.dest, OLD.src)
      IS DISTINCT FROM (NEW.started_at, NEW.ended_at, NEW.direction, NEW.dest, NEW.src))
EXECUTE FUNCTION archive.mark_changed_call();

CREATE TRIGGER mark_new AFTER INSERT ON archive.errors
REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION archive.mark_errors();
CREATE TRIGGER mark_changed_to AFTER UPDATE ON archive.errors
REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION archive.mark_errors();
CREATE TRIGGER mark_changed_from AFTER UPDATE ON archive.errors
REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION archive.mark_errors();
CREATE TRIGGER mark_deleted AFTER DELETE ON archive.errors
REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION archive.mark_errors();

-- The stale figures, computed from the records. The calls of an hour or day are read once.
CREATE VIEW archive.fresh_hours AS
WITH stale AS (
    SELECT DISTINCT account_id, at AS hour FROM archive.stale_marks WHERE rollup = 'hours'
)
SELECT account_id, hour, calls, inbound_calls, outbound_calls, timed_calls, duration_seconds, short_calls, busy_seconds,
       coalesce(most_at_once, 0) AS most_at_once, most_at_once_at
FROM stale CROSS JOIN LATERAL (
    WITH present AS MATERIALIZED (
        SELECT started_at >= hour AS starts_here, direction, ended_at, archive.length_of(started_at, ended_at) AS length,
               greatest(started_at, hour) AS began, archive.end_of(started_at, ended_at) AS ended
        FROM archive.calls
        WHERE calls.account_id = stale.account_id AND started_at >= hour - interval '1 hour'
          AND started_at < hour + interval '1 hour' AND (started_at >= hour OR archive.end_of(started_at, ended_at) > hour)
        UNION ALL
        SELECT false, direction, ended_at, NULL, hour, archive.end_of(started_at, ended_at)
        FROM archive.calls
        WHERE calls.account_id = stale.account_id AND ended_at - started_at > interval '1 hour'
          AND started_at >= hour - interval '168 hours' AND started_at < hour - interval '1 hour'
          AND archive.end_of(started_at, ended_at) > hour
    ), sums AS (
        SELECT count(*) FILTER (WHERE starts_here) AS calls,
               count(*) FILTER (WHERE starts_here AND direction = 'inbound') AS inbound_calls,
               count(*) FILTER (WHERE starts_here AND direction = 'outbound') AS outbound_calls,
               count(length) FILTER (WHERE starts_here) AS timed_calls,
               coalesce(sum(length) FILTER (WHERE starts_here), 0)::bigint AS duration_seconds,
               count(*) FILTER (WHERE starts_here AND length <= 6) AS short_calls,
               coalesce(extract(epoch FROM sum(least(ended, hour + interval '1 hour') - began)), 0)::bigint AS busy_seconds
        FROM present
    ), changes (at, step) AS (
        -- A call without a duration is never in progress.
        SELECT began, 1 FROM present WHERE ended > began
        UNION ALL
        SELECT ended, -1 FROM present WHERE ended > began AND ended < hour + interval '1 hour'
    ), peak AS (
        -- In the same second, ends come before starts.
        SELECT at_once AS most_at_once, at AS most_at_once_at
        FROM (SELECT at, sum(step) OVER (ORDER BY at, step ROWS UNBOUNDED PRECEDING) AS at_once FROM changes) AS running
        ORDER BY at_once DESC, at LIMIT 1
    )
    SELECT * FROM sums LEFT JOIN peak ON true
) AS figures
WHERE calls > 0 OR busy_seconds > 0;
COMMENT ON VIEW archive.fresh_hours IS 'The figures of stale hours, computed from the calls.';

CREATE VIEW archive.fresh_days AS
WITH stale AS (
    SELECT DISTINCT account_id, at AS day_start FROM archive.stale_marks WHERE rollup = 'days'
)
SELECT account_id, day_start, figures.*
FROM stale CROSS JOIN LATERAL (
    WITH pairs AS MATERIALIZED (
        SELECT archive.called(direction, dest, src) AS called, archive.caller(direction, dest, src) AS caller,
               count(*) AS calls, count(archive.length_of(started_at, ended_at)) AS timed_calls, sum(archive.length_of(started_at, ended_at)) AS duration_seconds,
               count(*) FILTER (WHERE archive.length_of(started_at, ended_at) <= 6) AS short_calls
        FROM archive.calls
        WHERE calls.account_id = stale.account_id AND started_at >= day_start
          AND started_at < date_trunc('day', day_start + interval '26 hours', (SELECT reporting_zone FROM archive.settings))
        GROUP BY 1, 2
    ), numbers AS (
        SELECT called, sum(calls)::bigint AS calls, sum(timed_calls)::bigint AS timed_calls,
               coalesce(sum(duration_seconds), 0)::bigint AS duration_seconds, sum(short_calls)::bigint AS short_calls,
               count(*) FILTER (WHERE caller <> '') AS callers
        FROM pairs GROUP BY called
    )
    SELECT * FROM numbers
    UNION ALL
    SELECT NULL, sum(calls)::bigint, sum(timed_calls)::bigint, sum(duration_seconds)::bigint, sum(short_calls)::bigint,
           (SELECT count(*) FROM (SELECT DISTINCT caller FROM pairs WHERE caller <> '') AS callers)
    FROM numbers
    HAVING count(*) > 0
) AS figures;
COMMENT ON VIEW archive.fresh_days IS 'The figures of stale days, computed from the calls.';

CREATE VIEW archive.fresh_error_hours AS
WITH stale AS (
    SELECT DISTINCT account_id, at AS hour FROM archive.stale_marks WHERE rollup = 'errors'
)
SELECT account_id, hour, figures.*
FROM stale CROSS JOIN LATERAL (
    SELECT archive.signature(coalesce(message, raw_line)) AS signature, count(*) AS errors,
           min(occurred_at) AS first_at, max(occurred_at) AS last_at
    FROM archive.errors
    WHERE errors.account_id = stale.account_id AND occurred_at >= hour AND occurred_at < hour + interval '1 hour'
    GROUP BY 1
) AS figures;
COMMENT ON VIEW archive.fresh_error_hours IS 'The numbers of errors in stale hours, computed from the errors.';

-- Before the first ANALYZE the planner expects an account to have few calls, and would read all of them for each caller. The
-- expression account_id + 0 keeps it from using an index of the account.
CREATE VIEW archive.fresh_callers AS
WITH stale AS (
    SELECT account_id, caller, bool_or(calls IS NULL) AS is_recounted, sum(calls)::bigint AS calls,
           min(first_call_at) AS first_call_at, max(last_call_at) AS last_call_at
    FROM archive.stale_marks WHERE rollup = 'callers' GROUP BY account_id, caller
)
SELECT stale.account_id, stale.caller, stale.calls + coalesce(stored.calls, 0) AS calls,
       least(stale.first_call_at, stored.first_call_at) AS first_call_at,
       greatest(stale.last_call_at, stored.last_call_at) AS last_call_at
FROM stale LEFT JOIN archive.callers AS stored USING (account_id, caller)
WHERE NOT is_recounted
UNION ALL
SELECT stale.account_id, stale.caller, figures.*
FROM stale CROSS JOIN LATERAL (
    SELECT count(*) AS calls, min(started_at) AS first_call_at, max(started_at) AS last_call_at
    FROM archive.calls
    WHERE archive.caller(direction, dest, src) = stale.caller AND calls.account_id + 0 = stale.account_id
) AS figures
WHERE is_recounted AND figures.calls > 0;
COMMENT ON VIEW archive.fresh_callers IS 'The figures of stale callers, computed from the calls.';

-- The columns of these views are those of the tables that store the figures.
DO $$
DECLARE
    same record;
BEGIN
    FOR same IN
        SELECT format('%s.%I', fresh.attrelid::regclass, fresh.attname) AS name, col_description(stored.attrelid, stored.attnum) AS text
        FROM (VALUES ('archive.fresh_hours'::regclass, 'archive.call_hours'::regclass), ('archive.fresh_days', 'archive.call_days'),
                     ('archive.fresh_error_hours', 'archive.error_hours'), ('archive.fresh_callers', 'archive.callers')) AS pair (fresh, stored)
        JOIN pg_attribute AS fresh ON fresh.attrelid = pair.fresh
        JOIN pg_attribute AS stored ON stored.attrelid = pair.stored AND stored.attname = fresh.attname AND stored.attnum > 0
    LOOP
        EXECUTE format('COMMENT ON COLUMN %s IS %L', same.name, same.text);
    END LOOP;
END $$;

CREATE FUNCTION archive.mark_everything() RETURNS void LANGUAGE plpgsql AS $$
DECLARE zone text := (SELECT reporting_zone FROM archive.settings);
BEGIN
    DELETE FROM archive.stale_marks WHERE rollup <> 'callers';
    TRUNCATE archive.call_hours, archive.call_days, archive.error_hours;
    INSERT INTO archive.stale_marks (account_id, rollup, at)
    SELECT DISTINCT account_id, 'hours', hour
    FROM archive.calls CROSS JOIN LATERAL generate_series(
        date_trunc('hour', started_at, zone), archive.end_of(started_at, ended_at), interval '1 hour') AS hour;
    INSERT INTO archive.stale_marks (account_id, rollup, at)
    SELECT DISTINCT account_id, 'days', date_trunc('day', started_at, zone) FROM archive.calls;
    INSERT INTO archive.stale_marks (account_id, rollup, at)
    SELECT DISTINCT account_id, 'errors', date_trunc('hour', occurred_at, zone)
    FROM archive.errors WHERE occurred_at IS NOT NULL;
END $$;
COMMENT ON FUNCTION archive.mark_everything() IS 'Deletes the stored figures of all hours and days and marks them stale, because the reporting zone changes.';
