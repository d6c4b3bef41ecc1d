-- What the reports need to stay fast: figures per hour and per day, kept up to date by the maintain job. Marks say which of
-- them no longer hold, so that a view can take those from the calls themselves and is never out of date.

CREATE TABLE archive.settings (
    only_row       boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    reporting_zone text NOT NULL
);
COMMENT ON TABLE archive.settings IS 'What SQL has to know of the configuration; one row.';
COMMENT ON COLUMN archive.settings.only_row IS 'Always true: there is one row.';
COMMENT ON COLUMN archive.settings.reporting_zone IS 'Whose days and hours the reports count (reporting-zone), as PostgreSQL names the zone.';
INSERT INTO archive.settings (reporting_zone) VALUES ('America/New_York');

-- An outbound call may come with the account's login in place of the called number: then the columns are swapped. No number
-- is longer than 64 characters; an index could not hold one that claims to be a thousand, and would stop its listing.
CREATE FUNCTION archive.caller(direction text, dest text, src text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN left(CASE WHEN direction = 'outbound' AND strpos(dest, '@') > 0 THEN dest ELSE src END, 64);
CREATE FUNCTION archive.called(direction text, dest text, src text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN left(CASE WHEN direction = 'outbound' AND strpos(dest, '@') > 0 THEN src ELSE dest END, 64);
COMMENT ON FUNCTION archive.caller(text, text, text) IS 'The number that called, whatever the direction; its first 64 characters.';
COMMENT ON FUNCTION archive.called(text, text, text) IS 'The number that was called, whatever the direction; its first 64 characters.';

-- Errors differ in numbers, addresses and quoted words; what is left says what kind of error it is.
CREATE FUNCTION archive.signature(message text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN left(btrim(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
    message, '[[:alpha:]][[:alnum:]+.-]*://[^[:space:]"'']*', 'URL', 'g'), '"[^"]*"|''[^'']*''', '"…"', 'g'),
    '[0-9]+', '#', 'g'), '[[:space:]]+', ' ', 'g')), 300);
COMMENT ON FUNCTION archive.signature(text) IS 'An error message without what differs from one time to the next: URLs, quoted strings and digits.';

-- Nobody calls for a week: an end that is later is taken to be wrong, and the call counts as in progress for a week. Stable, as
-- adding an interval is: said to be immutable, it was called for each call instead of becoming part of the query.
CREATE FUNCTION archive.end_of(started_at timestamptz, ended_at timestamptz) RETURNS timestamptz
LANGUAGE sql STABLE PARALLEL SAFE
RETURN least(greatest(coalesce(ended_at, started_at), started_at), started_at + interval '168 hours');
COMMENT ON FUNCTION archive.end_of(timestamptz, timestamptz) IS 'When a call stops being in progress: its end; its start where no end is known; a week at most.';

CREATE FUNCTION archive.length_of(started_at timestamptz, ended_at timestamptz) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN ended_at IS NOT NULL THEN extract(epoch FROM greatest(ended_at, started_at) - started_at)::bigint END;
COMMENT ON FUNCTION archive.length_of(timestamptz, timestamptz) IS 'The length of a call in seconds; null where no end is known.';

CREATE INDEX calls_caller ON archive.calls (archive.caller(direction, dest, src), started_at);
CREATE INDEX calls_called ON archive.calls (archive.called(direction, dest, src), started_at);
-- With these, the calls in progress in an hour are those that start in it or in the hour before, and a few long ones.
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
COMMENT ON TABLE archive.stale_marks IS 'Figures that no longer hold since calls or errors came or changed; the views compute these anew, the maintain job stores them. Only ever added to by writers, so that they never wait for the job.';
COMMENT ON COLUMN archive.stale_marks.mark_id IS 'The number of the mark.';
COMMENT ON COLUMN archive.stale_marks.account_id IS 'The account whose figures they are.';
COMMENT ON COLUMN archive.stale_marks.rollup IS 'hours (call_hours), days (call_days), errors (error_hours) or callers.';
COMMENT ON COLUMN archive.stale_marks.at IS 'The start of the hour or day, by the reporting zone; null for a caller.';
COMMENT ON COLUMN archive.stale_marks.caller IS 'The caller; null for an hour or a day.';
COMMENT ON COLUMN archive.stale_marks.calls IS 'New calls of the caller, to be added; null where all of its calls are to be counted anew.';
COMMENT ON COLUMN archive.stale_marks.first_call_at IS 'When the first of these new calls started.';
COMMENT ON COLUMN archive.stale_marks.last_call_at IS 'When the last of these new calls started.';

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
COMMENT ON TABLE archive.call_hours IS 'Figures of each hour of the reporting zone in which calls started or were in progress; read reporting.calls_by_hour, which corrects what is stale.';
COMMENT ON COLUMN archive.call_hours.account_id IS 'The account.';
COMMENT ON COLUMN archive.call_hours.hour IS 'When the hour begins.';
COMMENT ON COLUMN archive.call_hours.calls IS 'Calls that started in the hour.';
COMMENT ON COLUMN archive.call_hours.inbound_calls IS 'Of these, inbound ones.';
COMMENT ON COLUMN archive.call_hours.outbound_calls IS 'Of these, outbound ones.';
COMMENT ON COLUMN archive.call_hours.timed_calls IS 'Of these, calls with a known end.';
COMMENT ON COLUMN archive.call_hours.duration_seconds IS 'Length of the timed calls together.';
COMMENT ON COLUMN archive.call_hours.short_calls IS 'Timed calls of 6 seconds or less.';
COMMENT ON COLUMN archive.call_hours.busy_seconds IS 'Seconds of calls that fall into the hour, whenever the calls started.';
COMMENT ON COLUMN archive.call_hours.most_at_once IS 'Most calls in progress at one time in the hour.';
COMMENT ON COLUMN archive.call_hours.most_at_once_at IS 'When that was first.';

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
COMMENT ON TABLE archive.call_days IS 'Figures of each day of the reporting zone, per called number and for all of them; read reporting.numbers_by_day and calls_by_day, which correct what is stale.';
COMMENT ON COLUMN archive.call_days.account_id IS 'The account.';
COMMENT ON COLUMN archive.call_days.day_start IS 'When the day begins.';
COMMENT ON COLUMN archive.call_days.called IS 'The called number; null for all of the day.';
COMMENT ON COLUMN archive.call_days.calls IS 'Calls that started on the day.';
COMMENT ON COLUMN archive.call_days.timed_calls IS 'Of these, calls with a known end.';
COMMENT ON COLUMN archive.call_days.duration_seconds IS 'Length of the timed calls together.';
COMMENT ON COLUMN archive.call_days.short_calls IS 'Timed calls of 6 seconds or less.';
COMMENT ON COLUMN archive.call_days.callers IS 'Different callers; withheld numbers are left out.';

CREATE TABLE archive.error_hours (
    account_id bigint      NOT NULL,
    hour       timestamptz NOT NULL,
    signature  text        NOT NULL,
    errors     bigint      NOT NULL,
    first_at   timestamptz NOT NULL,
    last_at    timestamptz NOT NULL
);
CREATE INDEX error_hours_hour ON archive.error_hours (account_id, hour);
COMMENT ON TABLE archive.error_hours IS 'Errors of each hour of the reporting zone by signature; read reporting.errors_by_hour, which corrects what is stale.';
COMMENT ON COLUMN archive.error_hours.account_id IS 'The account.';
COMMENT ON COLUMN archive.error_hours.hour IS 'When the hour begins.';
COMMENT ON COLUMN archive.error_hours.signature IS 'What kind of error.';
COMMENT ON COLUMN archive.error_hours.errors IS 'How many.';
COMMENT ON COLUMN archive.error_hours.first_at IS 'When the first one happened.';
COMMENT ON COLUMN archive.error_hours.last_at IS 'When the last one happened.';

CREATE TABLE archive.callers (
    account_id    bigint      NOT NULL,
    caller        text        NOT NULL,
    calls         bigint      NOT NULL,
    first_call_at timestamptz NOT NULL,
    last_call_at  timestamptz NOT NULL,
    PRIMARY KEY (account_id, caller)
);
CREATE INDEX callers_calls ON archive.callers (calls DESC);
COMMENT ON TABLE archive.callers IS 'One row for each number that called; read reporting.callers, which corrects what is stale.';
COMMENT ON COLUMN archive.callers.account_id IS 'The account.';
COMMENT ON COLUMN archive.callers.caller IS 'The number that called.';
COMMENT ON COLUMN archive.callers.calls IS 'How often.';
COMMENT ON COLUMN archive.callers.first_call_at IS 'When its first call started.';
COMMENT ON COLUMN archive.callers.last_call_at IS 'When its last call started.';

-- Triggers, so that nothing that writes calls can forget the marks: once a statement, whatever the number of its rows. Hours are
-- counted up from the few in which calls start, not from each call. New calls add to their caller's figures, so that these cost
-- the same however many calls the caller had before; only changed and deleted calls have them counted anew.
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
COMMENT ON FUNCTION archive.mark_calls() IS 'Marks the figures that new or deleted calls change.';

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
COMMENT ON FUNCTION archive.mark_changed_call() IS 'Marks the figures that a changed call changes.';

CREATE FUNCTION archive.mark_errors() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE zone text := (SELECT reporting_zone FROM archive.settings);
BEGIN
    INSERT INTO archive.stale_marks (account_id, rollup, at)
    SELECT DISTINCT account_id, 'errors', date_trunc('hour', occurred_at, zone) FROM touched WHERE occurred_at IS NOT NULL;
    RETURN NULL;
END $$;
COMMENT ON FUNCTION archive.mark_errors() IS 'Marks the figures that errors change.';

CREATE TRIGGER mark_new AFTER INSERT ON archive.calls
REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION archive.mark_calls();
CREATE TRIGGER mark_deleted AFTER DELETE ON archive.calls
REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION archive.mark_calls();
-- Most updates of calls only say what became of a log; these are told apart row by row, before any function is called.
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

-- What is stale, computed from the calls and errors as they are: read by the views, stored by the maintain job. The calls of an
-- hour or a day are read once, and only ever grouped.
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
               count(ended_at) FILTER (WHERE starts_here) AS timed_calls,
               coalesce(sum(length) FILTER (WHERE starts_here), 0)::bigint AS duration_seconds,
               count(*) FILTER (WHERE starts_here AND length <= 6) AS short_calls,
               coalesce(extract(epoch FROM sum(least(ended, hour + interval '1 hour') - began)), 0)::bigint AS busy_seconds
        FROM present
    ), changes (at, step) AS (
        -- Those of calls that last: one without a length is never in progress.
        SELECT began, 1 FROM present WHERE ended > began
        UNION ALL
        SELECT ended, -1 FROM present WHERE ended > began AND ended < hour + interval '1 hour'
    ), peak AS (
        -- At equal seconds ends come before starts.
        SELECT at_once AS most_at_once, at AS most_at_once_at
        FROM (SELECT at, sum(step) OVER (ORDER BY at, step ROWS UNBOUNDED PRECEDING) AS at_once FROM changes) AS running
        ORDER BY at_once DESC, at LIMIT 1
    )
    SELECT * FROM sums LEFT JOIN peak ON true
) AS figures
WHERE calls > 0 OR busy_seconds > 0;
COMMENT ON VIEW archive.fresh_hours IS 'The hours that are marked stale, computed from the calls as they are.';

CREATE VIEW archive.fresh_days AS
WITH stale AS (
    SELECT DISTINCT account_id, at AS day_start FROM archive.stale_marks WHERE rollup = 'days'
)
SELECT account_id, day_start, figures.*
FROM stale CROSS JOIN LATERAL (
    WITH pairs AS MATERIALIZED (
        SELECT archive.called(direction, dest, src) AS called, archive.caller(direction, dest, src) AS caller,
               count(*) AS calls, count(ended_at) AS timed_calls, sum(archive.length_of(started_at, ended_at)) AS duration_seconds,
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
COMMENT ON VIEW archive.fresh_days IS 'The days that are marked stale, computed from the calls as they are.';

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
COMMENT ON VIEW archive.fresh_error_hours IS 'The hours that are marked stale, computed from the errors as they are.';

-- A caller's calls are few. Before the first ANALYZE the planner took an account's to be few as well, and looked through all of
-- them for each caller; an expression (account_id + 0) keeps it off that index.
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
COMMENT ON VIEW archive.fresh_callers IS 'The callers that are marked stale, as they are now.';

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
COMMENT ON FUNCTION archive.mark_everything() IS 'Empties the rollups by hour and day and marks all of them stale, as when the reporting zone changes.';
