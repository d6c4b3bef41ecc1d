-- What follows from the figures per hour and per day.
CREATE OR REPLACE VIEW reporting.concurrency AS
SELECT account, hour, hour_local, day, most_at_once AS peak_calls, most_at_once_at AS peak_at, account_id
FROM reporting.calls_by_hour;
COMMENT ON VIEW reporting.concurrency IS 'Peak of concurrent calls in each hour. A call counts in every hour it spans, from its start to before its end, a week at most; at equal seconds ends come before starts; a call without a known end does not count. Always up to date.';
COMMENT ON COLUMN reporting.concurrency.account IS 'The account''s name in the configuration.';
COMMENT ON COLUMN reporting.concurrency.hour IS 'When the hour begins.';
COMMENT ON COLUMN reporting.concurrency.hour_local IS 'When the hour begins, by the clocks of the reporting zone.';
COMMENT ON COLUMN reporting.concurrency.day IS 'The day of the hour, in the reporting zone.';
COMMENT ON COLUMN reporting.concurrency.peak_calls IS 'Most calls in progress at one time in the hour.';
COMMENT ON COLUMN reporting.concurrency.peak_at IS 'When that was first.';
COMMENT ON COLUMN reporting.concurrency.account_id IS 'The archive''s own number for the account.';

CREATE OR REPLACE VIEW reporting.traffic AS
SELECT account, hour, hour_local, day, busy_seconds, round(busy_seconds / 3600.0, 3) AS erlangs, calls, account_id
FROM reporting.calls_by_hour;
COMMENT ON VIEW reporting.traffic IS 'Carried traffic in each hour: the average number of calls in progress. Calls that were not answered or not carried are unknown to the provider''s lists. Always up to date.';
COMMENT ON COLUMN reporting.traffic.account IS 'The account''s name in the configuration.';
COMMENT ON COLUMN reporting.traffic.hour IS 'When the hour begins.';
COMMENT ON COLUMN reporting.traffic.hour_local IS 'When the hour begins, by the clocks of the reporting zone.';
COMMENT ON COLUMN reporting.traffic.day IS 'The day of the hour, in the reporting zone.';
COMMENT ON COLUMN reporting.traffic.busy_seconds IS 'Seconds of calls that fall into the hour.';
COMMENT ON COLUMN reporting.traffic.erlangs IS 'Busy seconds divided by the seconds of an hour.';
COMMENT ON COLUMN reporting.traffic.calls IS 'Calls that started in the hour.';
COMMENT ON COLUMN reporting.traffic.account_id IS 'The archive''s own number for the account.';

CREATE OR REPLACE VIEW reporting.busy_hours AS
SELECT DISTINCT ON (account_id, day) account, day, hour, hour_local, round(busy_seconds / 3600.0, 3) AS erlangs, calls,
       most_at_once AS peak_calls, account_id
FROM reporting.calls_by_hour
ORDER BY account_id, day, busy_seconds DESC, calls DESC, hour;
COMMENT ON VIEW reporting.busy_hours IS 'The busy hour of each day: the clock hour with the most traffic; at equal traffic with the most calls, then the earliest. Always up to date.';
COMMENT ON COLUMN reporting.busy_hours.account IS 'The account''s name in the configuration.';
COMMENT ON COLUMN reporting.busy_hours.day IS 'The day, in the reporting zone.';
COMMENT ON COLUMN reporting.busy_hours.hour IS 'When the busy hour begins.';
COMMENT ON COLUMN reporting.busy_hours.hour_local IS 'When the busy hour begins, by the clocks of the reporting zone.';
COMMENT ON COLUMN reporting.busy_hours.erlangs IS 'Traffic of the hour: the average number of calls in progress.';
COMMENT ON COLUMN reporting.busy_hours.calls IS 'Calls that started in the hour.';
COMMENT ON COLUMN reporting.busy_hours.peak_calls IS 'Most calls in progress at one time in the hour.';
COMMENT ON COLUMN reporting.busy_hours.account_id IS 'The archive''s own number for the account.';

CREATE OR REPLACE VIEW reporting.short_calls AS
SELECT account, day, called, timed_calls, short_calls, round(100.0 * short_calls / timed_calls, 1) AS short_percent, account_id
FROM reporting.numbers_by_day
WHERE timed_calls > 0;
COMMENT ON VIEW reporting.short_calls IS 'The share of calls of 6 seconds or less, per called number and day. Calls without a known end are left out. Always up to date.';
COMMENT ON COLUMN reporting.short_calls.account IS 'The account''s name in the configuration.';
COMMENT ON COLUMN reporting.short_calls.day IS 'The day, in the reporting zone.';
COMMENT ON COLUMN reporting.short_calls.called IS 'The number that was called.';
COMMENT ON COLUMN reporting.short_calls.timed_calls IS 'Calls with a known end.';
COMMENT ON COLUMN reporting.short_calls.short_calls IS 'Of these, calls of 6 seconds or less.';
COMMENT ON COLUMN reporting.short_calls.short_percent IS 'The same in percent.';
COMMENT ON COLUMN reporting.short_calls.account_id IS 'The archive''s own number for the account.';

CREATE OR REPLACE VIEW reporting.error_signatures AS
WITH known AS (
    SELECT account_id, sum(calls) AS calls, min(hour) FILTER (WHERE calls > 0) AS since
    FROM reporting.calls_by_hour GROUP BY account_id
)
SELECT account, signature, sum(errors)::bigint AS errors, min(first_at) AS first_seen_at, max(last_at) AS last_seen_at,
       round(1000.0 * coalesce(sum(errors) FILTER (WHERE hour >= known.since), 0) / max(known.calls), 2) AS errors_per_1000_calls,
       account_id
FROM reporting.errors_by_hour LEFT JOIN known USING (account_id)
GROUP BY account_id, account, signature;
COMMENT ON VIEW reporting.error_signatures IS 'One row for each account and kind of error. Always up to date.';
COMMENT ON COLUMN reporting.error_signatures.account IS 'The account''s name in the configuration.';
COMMENT ON COLUMN reporting.error_signatures.signature IS 'What kind of error: the message without URLs, quoted strings and digits.';
COMMENT ON COLUMN reporting.error_signatures.errors IS 'How many, in all the time that is archived.';
COMMENT ON COLUMN reporting.error_signatures.first_seen_at IS 'When the first one happened.';
COMMENT ON COLUMN reporting.error_signatures.last_seen_at IS 'When the last one happened.';
COMMENT ON COLUMN reporting.error_signatures.errors_per_1000_calls IS 'Errors since the hour of the first archived call, for each 1,000 archived calls (errors are archived a year further back); null without calls.';
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
COMMENT ON VIEW reporting.dates IS 'One row for each day from the first year that is archived to the end of next year, for reports that must show days without calls.';
COMMENT ON COLUMN reporting.dates.day IS 'The day, in the reporting zone.';
COMMENT ON COLUMN reporting.dates.starts_at IS 'When the day begins.';
COMMENT ON COLUMN reporting.dates.ends_at IS 'When the next day begins.';
COMMENT ON COLUMN reporting.dates.hours IS 'How many hours the day has: 23 or 25 when the clocks change.';
COMMENT ON COLUMN reporting.dates.weekday IS 'Day of the week: 1 for Monday to 7 for Sunday.';
COMMENT ON COLUMN reporting.dates.weekday_name IS 'Day of the week in English.';
COMMENT ON COLUMN reporting.dates.is_weekend IS 'Whether it is a Saturday or Sunday.';
COMMENT ON COLUMN reporting.dates.week IS 'Week of the year by ISO 8601.';
COMMENT ON COLUMN reporting.dates.week_year IS 'The year to which the week belongs.';
COMMENT ON COLUMN reporting.dates.month IS 'Month: 1 to 12.';
COMMENT ON COLUMN reporting.dates.month_name IS 'Month in English.';
COMMENT ON COLUMN reporting.dates.quarter IS 'Quarter: 1 to 4.';
COMMENT ON COLUMN reporting.dates.year IS 'Year.';
