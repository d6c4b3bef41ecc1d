-- The calls of an hour were read twice, once for their sums and once for their peak, and those of a day sorted for each number
-- and for the day to count their callers. Now they are read once, and only ever grouped.

CREATE OR REPLACE VIEW archive.fresh_hours AS
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

CREATE OR REPLACE VIEW archive.fresh_days AS
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
