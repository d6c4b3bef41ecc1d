-- Reports that are derived from the figures per hour and per day.
CREATE OR REPLACE VIEW reporting.concurrency AS
SELECT account, hour, hour_local, day, most_at_once AS peak_calls, most_at_once_at AS peak_at, account_id
FROM reporting.calls_by_hour;
COMMENT ON VIEW reporting.concurrency IS 'The largest number of simultaneous calls in each hour. A call counts from its start until just before its end, for a week at most, in every hour that it touches. A call without a known end is not counted. Key: account_id, hour.';
COMMENT ON COLUMN reporting.concurrency.account IS 'The account''s name in the configuration.';
COMMENT ON COLUMN reporting.concurrency.hour IS 'When the hour begins.';
COMMENT ON COLUMN reporting.concurrency.hour_local IS 'When the hour begins, in the reporting zone.';
COMMENT ON COLUMN reporting.concurrency.day IS 'The day of the hour, in the reporting zone.';
COMMENT ON COLUMN reporting.concurrency.peak_calls IS 'The largest number of calls in progress at the same time.';
COMMENT ON COLUMN reporting.concurrency.peak_at IS 'When that number was first reached.';
COMMENT ON COLUMN reporting.concurrency.account_id IS 'The archive''s own number for the account.';

CREATE OR REPLACE VIEW reporting.traffic AS
SELECT account, hour, hour_local, day, busy_seconds, round(busy_seconds / 3600.0, 3) AS erlangs, calls, account_id
FROM reporting.calls_by_hour;
COMMENT ON VIEW reporting.traffic IS 'The traffic of each hour: the average number of calls in progress. It is the carried traffic, as the provider does not list calls that were not answered. Key: account_id, hour.';
COMMENT ON COLUMN reporting.traffic.account IS 'The account''s name in the configuration.';
COMMENT ON COLUMN reporting.traffic.hour IS 'When the hour begins.';
COMMENT ON COLUMN reporting.traffic.hour_local IS 'When the hour begins, in the reporting zone.';
COMMENT ON COLUMN reporting.traffic.day IS 'The day of the hour, in the reporting zone.';
COMMENT ON COLUMN reporting.traffic.busy_seconds IS 'Total call time within the hour, in seconds.';
COMMENT ON COLUMN reporting.traffic.erlangs IS 'The traffic in Erlangs: busy_seconds divided by 3,600.';
COMMENT ON COLUMN reporting.traffic.calls IS 'Calls that started in the hour.';
COMMENT ON COLUMN reporting.traffic.account_id IS 'The archive''s own number for the account.';

CREATE OR REPLACE VIEW reporting.busy_hours AS
SELECT DISTINCT ON (account_id, day) account, day, hour, hour_local, round(busy_seconds / 3600.0, 3) AS erlangs, calls,
       most_at_once AS peak_calls, account_id
FROM reporting.calls_by_hour
ORDER BY account_id, day, busy_seconds DESC, calls DESC, hour;
COMMENT ON VIEW reporting.busy_hours IS 'The busiest hour of each day: the one with the most traffic; of those with equal traffic, the one with the most calls, then the earliest. Key: account_id, day.';
COMMENT ON COLUMN reporting.busy_hours.account IS 'The account''s name in the configuration.';
COMMENT ON COLUMN reporting.busy_hours.day IS 'The day, in the reporting zone.';
COMMENT ON COLUMN reporting.busy_hours.hour IS 'When the busiest hour begins.';
COMMENT ON COLUMN reporting.busy_hours.hour_local IS 'When the busiest hour begins, in the reporting zone.';
COMMENT ON COLUMN reporting.busy_hours.erlangs IS 'The traffic of the hour in Erlangs: the average number of calls in progress.';
COMMENT ON COLUMN reporting.busy_hours.calls IS 'Calls that started in the hour.';
COMMENT ON COLUMN reporting.busy_hours.peak_calls IS 'The largest number of calls in progress at the same time.';
COMMENT ON COLUMN reporting.busy_hours.account_id IS 'The archive''s own number for the account.';

CREATE OR REPLACE VIEW reporting.short_calls AS
SELECT account, day, called, timed_calls, short_calls, round(100.0 * short_calls / timed_calls, 1) AS short_percent, account_id
FROM reporting.numbers_by_day
WHERE timed_calls > 0;
COMMENT ON VIEW reporting.short_calls IS 'The share of short calls, which last 6 seconds or less, per called number and day. Calls without a known end are not counted. Key: account_id, day, called.';
COMMENT ON COLUMN reporting.short_calls.account IS 'The account''s name in the configuration.';
COMMENT ON COLUMN reporting.short_calls.day IS 'The day, in the reporting zone.';
COMMENT ON COLUMN reporting.short_calls.called IS 'The number that was called.';
COMMENT ON COLUMN reporting.short_calls.timed_calls IS 'Calls with a known, possible end.';
COMMENT ON COLUMN reporting.short_calls.short_calls IS 'Of these, calls of 6 seconds or less.';
COMMENT ON COLUMN reporting.short_calls.short_percent IS 'The share of short calls, in percent.';
COMMENT ON COLUMN reporting.short_calls.account_id IS 'The archive''s own number for the account.';

CREATE OR REPLACE VIEW reporting.error_signatures AS
WITH known AS MATERIALIZED (
    SELECT account_id, hour, calls FROM reporting.comparable_hours
), totals AS (
    SELECT account_id, nullif(sum(calls), 0) AS calls FROM known GROUP BY account_id
)
SELECT account, signature, sum(errors)::bigint AS errors, min(first_at) AS first_seen_at, max(last_at) AS last_seen_at,
       round(1000.0 * coalesce(sum(errors) FILTER (WHERE known.hour IS NOT NULL), 0) / max(totals.calls), 2) AS errors_per_1000_calls,
       account_id
FROM reporting.errors_by_hour LEFT JOIN known USING (account_id, hour) LEFT JOIN totals USING (account_id)
GROUP BY account_id, account, signature;
COMMENT ON VIEW reporting.error_signatures IS 'One row for each account and kind of error. Key: account_id, signature.';
COMMENT ON COLUMN reporting.error_signatures.account IS 'The account''s name in the configuration.';
COMMENT ON COLUMN reporting.error_signatures.signature IS 'The kind of error: the message without URLs, quoted strings and digits.';
COMMENT ON COLUMN reporting.error_signatures.errors IS 'All archived errors of this kind.';
COMMENT ON COLUMN reporting.error_signatures.first_seen_at IS 'When the first of them happened.';
COMMENT ON COLUMN reporting.error_signatures.last_seen_at IS 'When the last of them happened.';
COMMENT ON COLUMN reporting.error_signatures.errors_per_1000_calls IS 'Errors of this kind per 1,000 calls, in those hours for which both are proven complete (comparable_hours); null if these have no calls.';
COMMENT ON COLUMN reporting.error_signatures.account_id IS 'The archive''s own number for the account.';

CREATE OR REPLACE VIEW reporting.dates AS
SELECT day::date AS day, day::date::timestamp AT TIME ZONE zone AS starts_at, (day::date + 1)::timestamp AT TIME ZONE zone AS ends_at,
       (extract(epoch FROM (day::date + 1)::timestamp AT TIME ZONE zone - day::date::timestamp AT TIME ZONE zone) / 3600)::numeric(4, 2)
           AS hours,
       extract(isodow FROM day)::integer AS weekday, to_char(day, 'FMDay') AS weekday_name, extract(isodow FROM day) > 5 AS is_weekend,
       extract(week FROM day)::integer AS week, extract(isoyear FROM day)::integer AS week_year,
       extract(month FROM day)::integer AS month, to_char(day, 'FMMonth') AS month_name,
       extract(quarter FROM day)::integer AS quarter, extract(year FROM day)::integer AS year,
       date_trunc('week', day)::date AS week_start, date_trunc('month', day)::date AS month_start
FROM (
    -- The zone is a scalar, as everywhere: never analysed, the table of one row is taken for one of a thousand.
    SELECT (SELECT reporting_zone FROM archive.settings) AS zone,
           generate_series(
               date_trunc('year', least(now(), (SELECT min(started_at) FROM archive.calls), (SELECT min(started_at) FROM archive.sessions),
                                        (SELECT min(occurred_at) FROM archive.errors)) AT TIME ZONE (SELECT reporting_zone FROM archive.settings)),
               date_trunc('year', now() AT TIME ZONE (SELECT reporting_zone FROM archive.settings)) + interval '2 years' - interval '1 day',
               interval '1 day') AS day
) AS days;
COMMENT ON VIEW reporting.dates IS 'One row for each day from the first archived year to the end of next year, for reports that show days without calls. Key: day.';
COMMENT ON COLUMN reporting.dates.day IS 'The day, in the reporting zone.';
COMMENT ON COLUMN reporting.dates.starts_at IS 'When the day begins.';
COMMENT ON COLUMN reporting.dates.ends_at IS 'When the next day begins.';
COMMENT ON COLUMN reporting.dates.hours IS 'Length of the day in hours: 23 or 25 when the clocks change.';
COMMENT ON COLUMN reporting.dates.weekday IS 'Day of the week: 1 for Monday to 7 for Sunday.';
COMMENT ON COLUMN reporting.dates.weekday_name IS 'Day of the week in English.';
COMMENT ON COLUMN reporting.dates.is_weekend IS 'Whether it is a Saturday or Sunday.';
COMMENT ON COLUMN reporting.dates.week IS 'Week of the year (ISO 8601).';
COMMENT ON COLUMN reporting.dates.week_year IS 'Year to which the week belongs (ISO 8601).';
COMMENT ON COLUMN reporting.dates.month IS 'Month: 1 to 12.';
COMMENT ON COLUMN reporting.dates.month_name IS 'Month in English.';
COMMENT ON COLUMN reporting.dates.quarter IS 'Quarter: 1 to 4.';
COMMENT ON COLUMN reporting.dates.year IS 'Year.';
COMMENT ON COLUMN reporting.dates.week_start IS 'The Monday with which the week begins.';
COMMENT ON COLUMN reporting.dates.month_start IS 'The first day of the month.';

-- A calendar, so that an hour in which nothing happened is 0, and one that is not archived is null. FULL JOIN, as figures may lie
-- outside of what is covered.
CREATE OR REPLACE VIEW reporting.hours AS
WITH covered AS (
    SELECT account_id, to_timestamp(min(lower(span))) AS since,
           coalesce(range_agg(span) FILTER (WHERE stream = 'calls' AND proven), '{}') AS calls,
           coalesce(range_agg(span) FILTER (WHERE stream = 'errors' AND proven), '{}') AS errors
    FROM archive.coverage GROUP BY account_id
), calendar AS (
    SELECT account_id, hour
    FROM covered CROSS JOIN LATERAL generate_series(
        date_trunc('hour', since, (SELECT reporting_zone FROM archive.settings)), now(), interval '1 hour') AS hour
), errors AS (
    SELECT account_id, hour, sum(errors)::bigint AS errors FROM reporting.errors_by_hour GROUP BY account_id, hour
), figures AS (
    SELECT account_id, hour, calls, errors, busy_seconds, most_at_once
    FROM calendar
    FULL JOIN (SELECT account_id, hour, calls, busy_seconds, most_at_once FROM reporting.calls_by_hour) AS calls USING (account_id, hour)
    FULL JOIN errors USING (account_id, hour)
)
SELECT account.name AS account, hour, local AS hour_local, local::date AS day,
       coalesce(figures.calls, CASE WHEN calls_complete THEN 0 END) AS calls,
       coalesce(figures.errors, CASE WHEN errors_complete THEN 0 END) AS errors,
       round(coalesce(busy_seconds, CASE WHEN calls_complete THEN 0 END) / 3600.0, 3) AS erlangs,
       coalesce(most_at_once, CASE WHEN calls_complete THEN 0 END) AS most_at_once,
       calls_complete, errors_complete,
       extract(hour FROM local)::integer AS hour_of_day, extract(isodow FROM local)::integer AS weekday,
       to_char(local, 'FMDay') AS weekday_name,
       date_trunc('week', local)::date AS week_start, date_trunc('month', local)::date AS month_start, account_id
FROM figures JOIN archive.accounts AS account USING (account_id)
LEFT JOIN covered USING (account_id)
CROSS JOIN LATERAL (
    SELECT hour AT TIME ZONE (SELECT reporting_zone FROM archive.settings) AS local,
           coalesce(int8range(extract(epoch FROM hour)::bigint, extract(epoch FROM hour)::bigint + 3600) <@ covered.calls, false) AS calls_complete,
           coalesce(int8range(extract(epoch FROM hour)::bigint, extract(epoch FROM hour)::bigint + 3600) <@ covered.errors, false) AS errors_complete
) AS clock;
COMMENT ON VIEW reporting.hours IS 'One row for each account and hour from the first that was listed until now, so that charts draw no line across hours without rows: 0 is an hour without calls, null one that is not archived. Key: account_id, hour.';
COMMENT ON COLUMN reporting.hours.account IS 'The account''s name in the configuration.';
COMMENT ON COLUMN reporting.hours.hour IS 'When the hour begins. The hour that is repeated when summer time ends has two rows.';
COMMENT ON COLUMN reporting.hours.hour_local IS 'When the hour begins, in the reporting zone.';
COMMENT ON COLUMN reporting.hours.day IS 'The day of the hour, in the reporting zone.';
COMMENT ON COLUMN reporting.hours.calls IS 'Calls that started in the hour: 0 if there were none; null if none is archived and the hour is not proven complete. If calls_complete is false, there may be more.';
COMMENT ON COLUMN reporting.hours.errors IS 'Errors that happened in the hour: 0 if there were none; null if none is archived and the hour is not proven complete. If errors_complete is false, there may be more.';
COMMENT ON COLUMN reporting.hours.erlangs IS 'The traffic in Erlangs: the average number of calls in progress; null as for calls.';
COMMENT ON COLUMN reporting.hours.most_at_once IS 'The largest number of calls in progress at the same time; null as for calls.';
COMMENT ON COLUMN reporting.hours.calls_complete IS 'Whether the calls of the whole hour are archived, proven by the provider''s total.';
COMMENT ON COLUMN reporting.hours.errors_complete IS 'Whether the errors of the whole hour are archived, proven by the provider''s total.';
COMMENT ON COLUMN reporting.hours.hour_of_day IS 'The hour by the clocks of the reporting zone: 0 to 23.';
COMMENT ON COLUMN reporting.hours.weekday IS 'Day of the week: 1 for Monday to 7 for Sunday (ISO 8601), in the reporting zone.';
COMMENT ON COLUMN reporting.hours.weekday_name IS 'Day of the week in English.';
COMMENT ON COLUMN reporting.hours.week_start IS 'The Monday with which the week begins, in the reporting zone.';
COMMENT ON COLUMN reporting.hours.month_start IS 'The first day of the month, in the reporting zone.';
COMMENT ON COLUMN reporting.hours.account_id IS 'The archive''s own number for the account.';

-- Accounts' peaks do not add up, as they are not reached at the same time. The calls of an hour are read only where several accounts
-- had some; otherwise the account's own peak is that of all.
CREATE OR REPLACE VIEW reporting.concurrency_overall AS
SELECT hour, hour_local, day, coalesce(together.at_once, most) AS peak_calls, coalesce(together.at, most_at) AS peak_at, accounts,
       account_ids
FROM (
    -- In this order, and not as a CTE, so that a question about the newest hours reads the calls of these only.
    SELECT hour, hour_local, day, count(*) FILTER (WHERE most_at_once > 0) AS accounts, max(most_at_once) AS most,
           min(most_at_once_at) FILTER (WHERE most_at_once > 0) AS most_at, array_agg(account_id ORDER BY account_id) AS account_ids
    FROM reporting.calls_by_hour GROUP BY hour, hour_local, day ORDER BY hour DESC
) AS hours LEFT JOIN LATERAL (
    WITH present AS MATERIALIZED (
        SELECT greatest(started_at, hour) AS began, archive.end_of(started_at, ended_at) AS ended
        FROM archive.calls
        WHERE hours.accounts > 1 AND started_at >= hour - interval '1 hour' AND started_at < hour + interval '1 hour'
          AND (started_at >= hour OR archive.end_of(started_at, ended_at) > hour)
        UNION ALL
        SELECT hour, archive.end_of(started_at, ended_at)
        FROM archive.accounts AS account JOIN archive.calls USING (account_id)
        WHERE hours.accounts > 1 AND ended_at - started_at > interval '1 hour'
          AND started_at >= hour - interval '168 hours' AND started_at < hour - interval '1 hour'
          AND archive.end_of(started_at, ended_at) > hour
    ), changes (at, step) AS (
        -- A call without a duration is never in progress.
        SELECT began, 1 FROM present WHERE ended > began
        UNION ALL
        SELECT ended, -1 FROM present WHERE ended > began AND ended < hour + interval '1 hour'
    )
    -- In the same second, ends come before starts.
    SELECT at_once, at
    FROM (SELECT at, sum(step) OVER (ORDER BY at, step ROWS UNBOUNDED PRECEDING) AS at_once FROM changes) AS running
    ORDER BY at_once DESC, at LIMIT 1
) AS together ON true;
COMMENT ON VIEW reporting.concurrency_overall IS 'The largest number of simultaneous calls of all accounts together in each hour. Counted as in concurrency, whose peaks do not add up: the accounts reach them at different times. Key: hour.';
COMMENT ON COLUMN reporting.concurrency_overall.hour IS 'When the hour begins.';
COMMENT ON COLUMN reporting.concurrency_overall.hour_local IS 'When the hour begins, in the reporting zone.';
COMMENT ON COLUMN reporting.concurrency_overall.day IS 'The day of the hour, in the reporting zone.';
COMMENT ON COLUMN reporting.concurrency_overall.peak_calls IS 'The largest number of calls in progress at the same time.';
COMMENT ON COLUMN reporting.concurrency_overall.peak_at IS 'When that number was first reached.';
COMMENT ON COLUMN reporting.concurrency_overall.accounts IS 'How many accounts had calls in progress in the hour.';
COMMENT ON COLUMN reporting.concurrency_overall.account_ids IS 'The archive''s own numbers for the accounts that the figures are of.';

-- The views below read the records of each day or month by their index on time: a question about some days reads only these, and
-- one about the newest, in whose order the days are, only as many.
CREATE OR REPLACE VIEW reporting.durations_by_day AS
SELECT account.name AS account, date.day, figures.timed_calls, figures.average_duration_seconds, round(figures.percentiles[1]::numeric, 1) AS p50_seconds,
       round(figures.percentiles[2]::numeric, 1) AS p95_seconds, figures.longest_seconds, figures.account_id,
       date.weekday, date.weekday_name, date.week_start, date.month_start
FROM (SELECT * FROM reporting.dates ORDER BY day DESC) AS date
CROSS JOIN LATERAL (
    SELECT account_id, count(*) AS timed_calls, round(avg(length), 1) AS average_duration_seconds,
           percentile_cont(ARRAY[0.5, 0.95]) WITHIN GROUP (ORDER BY length) AS percentiles, max(length) AS longest_seconds
    FROM (SELECT account_id, archive.length_of(started_at, ended_at) AS length FROM archive.calls
          WHERE started_at >= date.starts_at AND started_at < date.ends_at) AS call
    WHERE length IS NOT NULL GROUP BY account_id
) AS figures
JOIN archive.accounts AS account USING (account_id);
COMMENT ON VIEW reporting.durations_by_day IS 'How long the calls of each account and day lasted: mean, median and the length that 95 of a hundred do not exceed. Calls without a known, possible end are not counted. Key: account_id, day.';
COMMENT ON COLUMN reporting.durations_by_day.account IS 'The account''s name in the configuration.';
COMMENT ON COLUMN reporting.durations_by_day.day IS 'The day on which the calls started, in the reporting zone.';
COMMENT ON COLUMN reporting.durations_by_day.timed_calls IS 'Calls that started on the day and have a known, possible end.';
COMMENT ON COLUMN reporting.durations_by_day.average_duration_seconds IS 'Their average duration (mean), in seconds.';
COMMENT ON COLUMN reporting.durations_by_day.p50_seconds IS 'Their median duration, in seconds. Medians of days or accounts cannot be averaged.';
COMMENT ON COLUMN reporting.durations_by_day.p95_seconds IS 'The duration that 95 % of them do not exceed, in seconds.';
COMMENT ON COLUMN reporting.durations_by_day.longest_seconds IS 'The longest duration, in seconds.';
COMMENT ON COLUMN reporting.durations_by_day.account_id IS 'The archive''s own number for the account.';
COMMENT ON COLUMN reporting.durations_by_day.weekday IS 'Day of the week: 1 for Monday to 7 for Sunday (ISO 8601).';
COMMENT ON COLUMN reporting.durations_by_day.weekday_name IS 'Day of the week in English.';
COMMENT ON COLUMN reporting.durations_by_day.week_start IS 'The Monday with which the week begins.';
COMMENT ON COLUMN reporting.durations_by_day.month_start IS 'The first day of the month.';

CREATE OR REPLACE VIEW reporting.sessions_by_day AS
SELECT account.name AS account, date.day, figures.lines, figures.sessions, figures.inbound_lines, figures.outbound_lines,
       figures.transfer_lines, figures.other_lines, figures.duration_seconds, figures.account_id,
       date.weekday, date.weekday_name, date.week_start, date.month_start
FROM (SELECT * FROM reporting.dates ORDER BY day DESC) AS date
CROSS JOIN LATERAL (
    SELECT account_id, count(*) AS lines, count(DISTINCT session_id) AS sessions,
           count(*) FILTER (WHERE line_kind = 'inbound') AS inbound_lines,
           count(*) FILTER (WHERE line_kind = 'outbound') AS outbound_lines,
           count(*) FILTER (WHERE line_kind = 'transfer') AS transfer_lines,
           count(*) FILTER (WHERE line_kind NOT IN ('inbound', 'outbound', 'transfer')) AS other_lines,
           coalesce(sum(duration_seconds) FILTER (WHERE line_kind IN ('inbound', 'outbound')), 0)::bigint AS duration_seconds
    FROM archive.sessions
    WHERE started_at >= date.starts_at AND started_at < date.ends_at GROUP BY account_id
) AS figures
JOIN archive.accounts AS account USING (account_id);
COMMENT ON VIEW reporting.sessions_by_day IS 'One row for each account and day with session lines. In a new archive they reach back a year, while calls reach back five days. Lines whose time could not be read are not counted. Key: account_id, day.';
COMMENT ON COLUMN reporting.sessions_by_day.account IS 'The account''s name in the configuration.';
COMMENT ON COLUMN reporting.sessions_by_day.day IS 'The day on which the lines'' calls started, in the reporting zone.';
COMMENT ON COLUMN reporting.sessions_by_day.lines IS 'Lines of the session log. A session can have several.';
COMMENT ON COLUMN reporting.sessions_by_day.sessions IS 'Different sessions among them.';
COMMENT ON COLUMN reporting.sessions_by_day.inbound_lines IS 'Lines of inbound calls.';
COMMENT ON COLUMN reporting.sessions_by_day.outbound_lines IS 'Lines of outbound calls.';
COMMENT ON COLUMN reporting.sessions_by_day.transfer_lines IS 'Lines of transfers.';
COMMENT ON COLUMN reporting.sessions_by_day.other_lines IS 'All other lines.';
COMMENT ON COLUMN reporting.sessions_by_day.duration_seconds IS 'Total duration that the inbound and outbound lines state, in seconds. Transfers lie within them.';
COMMENT ON COLUMN reporting.sessions_by_day.account_id IS 'The archive''s own number for the account.';
COMMENT ON COLUMN reporting.sessions_by_day.weekday IS 'Day of the week: 1 for Monday to 7 for Sunday (ISO 8601).';
COMMENT ON COLUMN reporting.sessions_by_day.weekday_name IS 'Day of the week in English.';
COMMENT ON COLUMN reporting.sessions_by_day.week_start IS 'The Monday with which the week begins.';
COMMENT ON COLUMN reporting.sessions_by_day.month_start IS 'The first day of the month.';

CREATE OR REPLACE VIEW reporting.invoice_minutes AS
SELECT account.name AS account, month.day AS month_start, figures.direction, figures.number, entry.name AS name, figures.calls,
       figures.timed_calls, figures.duration_seconds, figures.minutes, figures.account_id
FROM (SELECT * FROM reporting.dates ORDER BY day DESC) AS month
CROSS JOIN LATERAL (
    SELECT account_id, direction, number, count(*) AS calls, count(length) AS timed_calls,
           coalesce(sum(length), 0)::bigint AS duration_seconds, coalesce(sum((length + 59) / 60), 0)::bigint AS minutes
    FROM (
        SELECT account_id, direction, archive.length_of(started_at, ended_at) AS length,
               CASE direction WHEN 'outbound' THEN coalesce(caller_number, archive.caller(direction, dest, src))
                              ELSE coalesce(called_number, archive.called(direction, dest, src)) END AS number
        FROM archive.calls
        WHERE started_at >= month.starts_at
          AND started_at < (month.day + interval '1 month') AT TIME ZONE (SELECT reporting_zone FROM archive.settings)
    ) AS call
    GROUP BY account_id, direction, number
) AS figures
JOIN archive.accounts AS account USING (account_id)
LEFT JOIN archive.directory AS entry ON entry.number = figures.number
WHERE month.day = month.month_start;
COMMENT ON VIEW reporting.invoice_minutes IS 'The minutes of each month, direction and number of the account, each call rounded up to whole minutes, to compare with an invoice. Key: account_id, month_start, direction, number.';
COMMENT ON COLUMN reporting.invoice_minutes.account IS 'The account''s name in the configuration.';
COMMENT ON COLUMN reporting.invoice_minutes.month_start IS 'The first day of the month in which the calls started, in the reporting zone.';
COMMENT ON COLUMN reporting.invoice_minutes.direction IS 'inbound, outbound, or whatever else the provider prints.';
COMMENT ON COLUMN reporting.invoice_minutes.number IS 'The account''s own number: the one that was called; for outbound calls the one that called. As it is read (E.164), or as the provider spells it while it was not read yet.';
COMMENT ON COLUMN reporting.invoice_minutes.name IS 'The name of the number in the directory (numbers in the configuration); null if it has none.';
COMMENT ON COLUMN reporting.invoice_minutes.calls IS 'Calls that started in the month.';
COMMENT ON COLUMN reporting.invoice_minutes.timed_calls IS 'Of these, calls with a known, possible end. Only they have minutes.';
COMMENT ON COLUMN reporting.invoice_minutes.duration_seconds IS 'Their total duration, in seconds.';
COMMENT ON COLUMN reporting.invoice_minutes.minutes IS 'The sum of their durations in minutes, each rounded up: a call of 61 seconds is 2, one of 0 seconds none.';
COMMENT ON COLUMN reporting.invoice_minutes.account_id IS 'The archive''s own number for the account.';
