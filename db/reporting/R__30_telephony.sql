-- Reports that are derived from the figures per hour and per day.
CREATE OR REPLACE VIEW reporting.concurrency AS
SELECT account, hour, hour_local, day, most_at_once AS peak_calls, most_at_once_at AS peak_at, account_id
FROM reporting.calls_by_hour;
COMMENT ON VIEW reporting.concurrency IS 'The largest number of simultaneous calls in each hour. A call counts from its start until just before its end, for a week at most, in every hour that it touches. A call without a known end is not counted.';
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
COMMENT ON VIEW reporting.traffic IS 'The traffic of each hour: the average number of calls in progress. It is the carried traffic, as the provider does not list calls that were not answered.';
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
COMMENT ON VIEW reporting.busy_hours IS 'The busiest hour of each day: the one with the most traffic; of those with equal traffic, the one with the most calls, then the earliest.';
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
COMMENT ON VIEW reporting.short_calls IS 'The share of short calls, which last 6 seconds or less, per called number and day. Calls without a known end are not counted.';
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
COMMENT ON VIEW reporting.error_signatures IS 'One row for each account and kind of error.';
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
       extract(quarter FROM day)::integer AS quarter, extract(year FROM day)::integer AS year
FROM (
    SELECT reporting_zone AS zone,
           generate_series(
               date_trunc('year', least(now(), (SELECT min(started_at) FROM archive.calls), (SELECT min(started_at) FROM archive.sessions),
                                        (SELECT min(occurred_at) FROM archive.errors)) AT TIME ZONE reporting_zone),
               date_trunc('year', now() AT TIME ZONE reporting_zone) + interval '2 years' - interval '1 day', interval '1 day') AS day
    FROM archive.settings
) AS days;
COMMENT ON VIEW reporting.dates IS 'One row for each day from the first archived year to the end of next year, for reports that show days without calls.';
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
