-- Figures per hour, day, number and caller: the stored ones that are not marked stale, and the stale ones computed from the
-- records. Accounts are joined within each branch: above the UNION the planner has no statistics, expects a few rows, and would join
-- two such views by a loop. NOT IN hashes the marks (none is null). NOT EXISTS might be planned as a loop, if there were few marks at the last ANALYZE.
CREATE OR REPLACE VIEW reporting.calls_by_hour AS
WITH figures AS (
    SELECT account.name AS account, stored.* FROM archive.call_hours AS stored JOIN archive.accounts AS account USING (account_id)
    WHERE (stored.account_id, stored.hour) NOT IN (SELECT account_id, at FROM archive.stale_marks WHERE rollup = 'hours')
    UNION ALL
    SELECT account.name, fresh.* FROM archive.fresh_hours AS fresh JOIN archive.accounts AS account USING (account_id)
)
SELECT account, hour, hour AT TIME ZONE (SELECT reporting_zone FROM archive.settings) AS hour_local,
       (hour AT TIME ZONE (SELECT reporting_zone FROM archive.settings))::date AS day,
       calls, inbound_calls, outbound_calls, timed_calls, duration_seconds,
       round(duration_seconds::numeric / nullif(timed_calls, 0), 1) AS average_duration_seconds,
       short_calls, busy_seconds, most_at_once, most_at_once_at, account_id,
       round(busy_seconds / 3600.0, 3) AS erlangs, extract(hour FROM local)::integer AS hour_of_day,
       extract(isodow FROM local)::integer AS weekday, to_char(local, 'FMDay') AS weekday_name,
       date_trunc('week', local)::date AS week_start, date_trunc('month', local)::date AS month_start
FROM figures
CROSS JOIN LATERAL (SELECT hour AT TIME ZONE (SELECT reporting_zone FROM archive.settings) AS local) AS clock;
COMMENT ON VIEW reporting.calls_by_hour IS 'One row for each account and hour in which calls started or were in progress. Key: account_id, hour.';
COMMENT ON COLUMN reporting.calls_by_hour.account IS 'The account''s name in the configuration.';
COMMENT ON COLUMN reporting.calls_by_hour.hour IS 'When the hour begins. The hour that is repeated when summer time ends has two rows.';
COMMENT ON COLUMN reporting.calls_by_hour.hour_local IS 'When the hour begins, in the reporting zone.';
COMMENT ON COLUMN reporting.calls_by_hour.day IS 'The day of the hour, in the reporting zone.';
COMMENT ON COLUMN reporting.calls_by_hour.calls IS 'Calls that started in the hour.';
COMMENT ON COLUMN reporting.calls_by_hour.inbound_calls IS 'Of these, inbound calls.';
COMMENT ON COLUMN reporting.calls_by_hour.outbound_calls IS 'Of these, outbound calls.';
COMMENT ON COLUMN reporting.calls_by_hour.timed_calls IS 'Calls that started in the hour and have a known, possible end.';
COMMENT ON COLUMN reporting.calls_by_hour.duration_seconds IS 'Total duration of the calls with a known, possible end, in seconds.';
COMMENT ON COLUMN reporting.calls_by_hour.average_duration_seconds IS 'Average duration of the calls with a known, possible end, in seconds; null if there are none.';
COMMENT ON COLUMN reporting.calls_by_hour.short_calls IS 'Calls that lasted 6 seconds or less.';
COMMENT ON COLUMN reporting.calls_by_hour.busy_seconds IS 'Total call time within the hour, in seconds, whenever the calls started.';
COMMENT ON COLUMN reporting.calls_by_hour.most_at_once IS 'The largest number of calls in progress at the same time.';
COMMENT ON COLUMN reporting.calls_by_hour.most_at_once_at IS 'When that number was first reached.';
COMMENT ON COLUMN reporting.calls_by_hour.account_id IS 'The archive''s own number for the account.';
COMMENT ON COLUMN reporting.calls_by_hour.erlangs IS 'The traffic in Erlangs, the average number of calls in progress: busy_seconds divided by 3,600.';
COMMENT ON COLUMN reporting.calls_by_hour.hour_of_day IS 'The hour by the clocks of the reporting zone: 0 to 23.';
COMMENT ON COLUMN reporting.calls_by_hour.weekday IS 'Day of the week: 1 for Monday to 7 for Sunday (ISO 8601), in the reporting zone.';
COMMENT ON COLUMN reporting.calls_by_hour.weekday_name IS 'Day of the week in English.';
COMMENT ON COLUMN reporting.calls_by_hour.week_start IS 'The Monday with which the week begins, in the reporting zone.';
COMMENT ON COLUMN reporting.calls_by_hour.month_start IS 'The first day of the month, in the reporting zone.';

CREATE OR REPLACE VIEW reporting.numbers_by_day AS
WITH figures AS (
    SELECT account.name AS account, stored.* FROM archive.call_days AS stored JOIN archive.accounts AS account USING (account_id)
    WHERE called IS NOT NULL
      AND (stored.account_id, stored.day_start) NOT IN (SELECT account_id, at FROM archive.stale_marks WHERE rollup = 'days')
    UNION ALL
    SELECT account.name, fresh.* FROM archive.fresh_days AS fresh JOIN archive.accounts AS account USING (account_id)
    WHERE called IS NOT NULL
)
SELECT account, (day_start AT TIME ZONE (SELECT reporting_zone FROM archive.settings))::date AS day, called,
       calls, callers, timed_calls, duration_seconds,
       round(duration_seconds::numeric / nullif(timed_calls, 0), 1) AS average_duration_seconds, short_calls, account_id,
       called_number, entry.name AS called_name,
       extract(isodow FROM date)::integer AS weekday, to_char(date::timestamp, 'FMDay') AS weekday_name,
       date_trunc('week', date::timestamp)::date AS week_start, date_trunc('month', date::timestamp)::date AS month_start
FROM figures
CROSS JOIN LATERAL (SELECT (day_start AT TIME ZONE (SELECT reporting_zone FROM archive.settings))::date AS date) AS local
LEFT JOIN archive.directory AS entry ON entry.number = called_number;
COMMENT ON VIEW reporting.numbers_by_day IS 'One row for each account, day and called number. Key: account_id, day, called.';
COMMENT ON COLUMN reporting.numbers_by_day.account IS 'The account''s name in the configuration.';
COMMENT ON COLUMN reporting.numbers_by_day.day IS 'The day, in the reporting zone.';
COMMENT ON COLUMN reporting.numbers_by_day.called IS 'The number that was called.';
COMMENT ON COLUMN reporting.numbers_by_day.calls IS 'Calls that started on the day.';
COMMENT ON COLUMN reporting.numbers_by_day.callers IS 'Different numbers that called, whatever their spelling; withheld numbers are not counted.';
COMMENT ON COLUMN reporting.numbers_by_day.timed_calls IS 'Calls that started on the day and have a known, possible end.';
COMMENT ON COLUMN reporting.numbers_by_day.duration_seconds IS 'Total duration of the calls with a known, possible end, in seconds.';
COMMENT ON COLUMN reporting.numbers_by_day.average_duration_seconds IS 'Average duration of the calls with a known, possible end, in seconds; null if there are none.';
COMMENT ON COLUMN reporting.numbers_by_day.short_calls IS 'Calls that lasted 6 seconds or less.';
COMMENT ON COLUMN reporting.numbers_by_day.account_id IS 'The archive''s own number for the account.';
COMMENT ON COLUMN reporting.numbers_by_day.called_number IS 'The number that was called, whatever its spelling: called_number of the calls.';
COMMENT ON COLUMN reporting.numbers_by_day.called_name IS 'The name of the number in the directory (numbers in the configuration); null if it has none.';
COMMENT ON COLUMN reporting.numbers_by_day.weekday IS 'Day of the week: 1 for Monday to 7 for Sunday (ISO 8601), in the reporting zone.';
COMMENT ON COLUMN reporting.numbers_by_day.weekday_name IS 'Day of the week in English.';
COMMENT ON COLUMN reporting.numbers_by_day.week_start IS 'The Monday with which the week begins, in the reporting zone.';
COMMENT ON COLUMN reporting.numbers_by_day.month_start IS 'The first day of the month, in the reporting zone.';

CREATE OR REPLACE VIEW reporting.errors_by_hour AS
WITH figures AS (
    SELECT account.name AS account, stored.* FROM archive.error_hours AS stored JOIN archive.accounts AS account USING (account_id)
    WHERE (stored.account_id, stored.hour) NOT IN (SELECT account_id, at FROM archive.stale_marks WHERE rollup = 'errors')
    UNION ALL
    SELECT account.name, fresh.* FROM archive.fresh_error_hours AS fresh JOIN archive.accounts AS account USING (account_id)
)
SELECT account, hour, hour AT TIME ZONE (SELECT reporting_zone FROM archive.settings) AS hour_local,
       (hour AT TIME ZONE (SELECT reporting_zone FROM archive.settings))::date AS day, signature, errors, first_at, last_at,
       account_id,
       extract(hour FROM local)::integer AS hour_of_day,
       extract(isodow FROM local)::integer AS weekday, to_char(local, 'FMDay') AS weekday_name,
       date_trunc('week', local)::date AS week_start, date_trunc('month', local)::date AS month_start
FROM figures
CROSS JOIN LATERAL (SELECT hour AT TIME ZONE (SELECT reporting_zone FROM archive.settings) AS local) AS clock;
COMMENT ON VIEW reporting.errors_by_hour IS 'One row for each account, hour and kind of error. Key: account_id, hour, signature.';
COMMENT ON COLUMN reporting.errors_by_hour.account IS 'The account''s name in the configuration.';
COMMENT ON COLUMN reporting.errors_by_hour.hour IS 'When the hour begins.';
COMMENT ON COLUMN reporting.errors_by_hour.hour_local IS 'When the hour begins, in the reporting zone.';
COMMENT ON COLUMN reporting.errors_by_hour.day IS 'The day of the hour, in the reporting zone.';
COMMENT ON COLUMN reporting.errors_by_hour.signature IS 'The kind of error: the message without URLs, quoted strings and digits.';
COMMENT ON COLUMN reporting.errors_by_hour.errors IS 'Errors of this kind.';
COMMENT ON COLUMN reporting.errors_by_hour.first_at IS 'When the first of them happened.';
COMMENT ON COLUMN reporting.errors_by_hour.last_at IS 'When the last of them happened.';
COMMENT ON COLUMN reporting.errors_by_hour.account_id IS 'The archive''s own number for the account.';
COMMENT ON COLUMN reporting.errors_by_hour.hour_of_day IS 'The hour by the clocks of the reporting zone: 0 to 23.';
COMMENT ON COLUMN reporting.errors_by_hour.weekday IS 'Day of the week: 1 for Monday to 7 for Sunday (ISO 8601), in the reporting zone.';
COMMENT ON COLUMN reporting.errors_by_hour.weekday_name IS 'Day of the week in English.';
COMMENT ON COLUMN reporting.errors_by_hour.week_start IS 'The Monday with which the week begins, in the reporting zone.';
COMMENT ON COLUMN reporting.errors_by_hour.month_start IS 'The first day of the month, in the reporting zone.';

-- The only place that decides for which time errors and calls may be compared: errors reach back a year, calls five days. Without
-- it, the first day of an archive would have the errors of all its hours over the calls of a few.
CREATE OR REPLACE VIEW reporting.comparable_hours AS
WITH covered AS (
    SELECT account_id, range_agg(span) FILTER (WHERE stream = 'calls') * range_agg(span) FILTER (WHERE stream = 'errors') AS spans
    FROM archive.coverage WHERE proven GROUP BY account_id
), hours AS (
    SELECT account, account_id, hour, hour_local, day, sum(calls)::bigint AS calls, sum(errors)::bigint AS errors
    FROM (
        SELECT account, account_id, hour, hour_local, day, calls, 0 AS errors FROM reporting.calls_by_hour
        UNION ALL SELECT account, account_id, hour, hour_local, day, 0, errors FROM reporting.errors_by_hour
    ) AS figures
    GROUP BY account, account_id, hour, hour_local, day
)
SELECT account, hour, hour_local, day, calls, errors, round(1000.0 * errors / nullif(calls, 0), 1) AS errors_per_1000_calls, account_id
FROM hours JOIN covered USING (account_id)
WHERE int8range(extract(epoch FROM hour)::bigint, extract(epoch FROM hour)::bigint + 3600) <@ covered.spans;
COMMENT ON VIEW reporting.comparable_hours IS 'One row for each account and hour with calls or errors, if both streams are proven complete for the whole hour. Rates of errors are calculated from these hours only. Key: account_id, hour.';
COMMENT ON COLUMN reporting.comparable_hours.account IS 'The account''s name in the configuration.';
COMMENT ON COLUMN reporting.comparable_hours.hour IS 'When the hour begins.';
COMMENT ON COLUMN reporting.comparable_hours.hour_local IS 'When the hour begins, in the reporting zone.';
COMMENT ON COLUMN reporting.comparable_hours.day IS 'The day of the hour, in the reporting zone.';
COMMENT ON COLUMN reporting.comparable_hours.calls IS 'Calls that started in the hour.';
COMMENT ON COLUMN reporting.comparable_hours.errors IS 'Errors that happened in the hour.';
COMMENT ON COLUMN reporting.comparable_hours.errors_per_1000_calls IS 'Errors per 1,000 calls; null without calls.';
COMMENT ON COLUMN reporting.comparable_hours.account_id IS 'The archive''s own number for the account.';

CREATE OR REPLACE VIEW reporting.calls_by_day AS
WITH figures AS (
    SELECT account.name AS account, stored.* FROM archive.call_days AS stored JOIN archive.accounts AS account USING (account_id)
    WHERE called IS NULL
      AND (stored.account_id, stored.day_start) NOT IN (SELECT account_id, at FROM archive.stale_marks WHERE rollup = 'days')
    UNION ALL
    SELECT account.name, fresh.* FROM archive.fresh_days AS fresh JOIN archive.accounts AS account USING (account_id)
    WHERE called IS NULL
), errors AS (
    SELECT account_id, day, sum(errors)::bigint AS errors FROM reporting.errors_by_hour GROUP BY account_id, day
), rates AS (
    SELECT account_id, day, round(1000.0 * sum(errors) / nullif(sum(calls), 0), 1) AS errors_per_1000_calls
    FROM reporting.comparable_hours GROUP BY account_id, day
)
SELECT account, day, calls, callers, timed_calls, duration_seconds,
       round(duration_seconds::numeric / nullif(timed_calls, 0), 1) AS average_duration_seconds, short_calls,
       coalesce(errors.errors, 0) AS errors, rates.errors_per_1000_calls,
       account_id, inbound_calls, withheld_calls, round(100.0 * withheld_calls / nullif(inbound_calls, 0), 1) AS withheld_percent,
       extract(isodow FROM day)::integer AS weekday, to_char(day::timestamp, 'FMDay') AS weekday_name,
       date_trunc('week', day::timestamp)::date AS week_start, date_trunc('month', day::timestamp)::date AS month_start
FROM figures
CROSS JOIN LATERAL (SELECT (day_start AT TIME ZONE (SELECT reporting_zone FROM archive.settings))::date AS day) AS local
LEFT JOIN errors USING (account_id, day)
LEFT JOIN rates USING (account_id, day);
COMMENT ON VIEW reporting.calls_by_day IS 'One row for each account and day on which calls started. Key: account_id, day.';
COMMENT ON COLUMN reporting.calls_by_day.account IS 'The account''s name in the configuration.';
COMMENT ON COLUMN reporting.calls_by_day.day IS 'The day, in the reporting zone.';
COMMENT ON COLUMN reporting.calls_by_day.calls IS 'Calls that started on the day.';
COMMENT ON COLUMN reporting.calls_by_day.callers IS 'Different numbers that called, whatever their spelling; withheld numbers are not counted.';
COMMENT ON COLUMN reporting.calls_by_day.timed_calls IS 'Calls that started on the day and have a known, possible end.';
COMMENT ON COLUMN reporting.calls_by_day.duration_seconds IS 'Total duration of the calls with a known, possible end, in seconds.';
COMMENT ON COLUMN reporting.calls_by_day.average_duration_seconds IS 'Average duration of the calls with a known, possible end, in seconds; null if there are none.';
COMMENT ON COLUMN reporting.calls_by_day.short_calls IS 'Calls that lasted 6 seconds or less.';
COMMENT ON COLUMN reporting.calls_by_day.errors IS 'Errors that happened on the day.';
COMMENT ON COLUMN reporting.calls_by_day.errors_per_1000_calls IS 'Errors per 1,000 calls, in those hours of the day for which both are proven complete (comparable_hours); null if these have no calls.';
COMMENT ON COLUMN reporting.calls_by_day.account_id IS 'The archive''s own number for the account.';
COMMENT ON COLUMN reporting.calls_by_day.inbound_calls IS 'Of the calls, inbound calls.';
COMMENT ON COLUMN reporting.calls_by_day.withheld_calls IS 'Of the inbound calls, those whose caller withheld the number.';
COMMENT ON COLUMN reporting.calls_by_day.withheld_percent IS 'The share of the inbound calls whose caller withheld the number, in percent; null without inbound calls.';
COMMENT ON COLUMN reporting.calls_by_day.weekday IS 'Day of the week: 1 for Monday to 7 for Sunday (ISO 8601), in the reporting zone.';
COMMENT ON COLUMN reporting.calls_by_day.weekday_name IS 'Day of the week in English.';
COMMENT ON COLUMN reporting.calls_by_day.week_start IS 'The Monday with which the week begins, in the reporting zone.';
COMMENT ON COLUMN reporting.calls_by_day.month_start IS 'The first day of the month, in the reporting zone.';

-- Calls are counted of the hours that are proven for both, as in calls_by_day: rates of kinds add up to the rate of the day.
CREATE OR REPLACE VIEW reporting.errors_by_day AS
WITH comparable AS MATERIALIZED (
    SELECT account_id, hour, day, calls FROM reporting.comparable_hours
), days AS (
    SELECT account_id, day, nullif(sum(calls), 0) AS calls FROM comparable GROUP BY account_id, day
), kinds AS (
    SELECT account, account_id, day, signature, sum(errors)::bigint AS errors, min(first_at) AS first_at, max(last_at) AS last_at,
           coalesce(sum(errors) FILTER (WHERE (account_id, hour) IN (SELECT account_id, hour FROM comparable)), 0) AS comparable_errors
    FROM reporting.errors_by_hour GROUP BY account, account_id, day, signature
)
SELECT account, day, signature, errors, first_at, last_at, round(1000.0 * comparable_errors / days.calls, 2) AS errors_per_1000_calls,
       account_id,
       extract(isodow FROM day)::integer AS weekday, to_char(day::timestamp, 'FMDay') AS weekday_name,
       date_trunc('week', day::timestamp)::date AS week_start, date_trunc('month', day::timestamp)::date AS month_start
FROM kinds LEFT JOIN days USING (account_id, day);
COMMENT ON VIEW reporting.errors_by_day IS 'One row for each account, day and kind of error. Key: account_id, day, signature.';
COMMENT ON COLUMN reporting.errors_by_day.account IS 'The account''s name in the configuration.';
COMMENT ON COLUMN reporting.errors_by_day.day IS 'The day, in the reporting zone.';
COMMENT ON COLUMN reporting.errors_by_day.signature IS 'The kind of error: the message without URLs, quoted strings and digits.';
COMMENT ON COLUMN reporting.errors_by_day.errors IS 'Errors of this kind.';
COMMENT ON COLUMN reporting.errors_by_day.first_at IS 'When the first of them happened.';
COMMENT ON COLUMN reporting.errors_by_day.last_at IS 'When the last of them happened.';
COMMENT ON COLUMN reporting.errors_by_day.errors_per_1000_calls IS 'Errors of this kind per 1,000 calls, in those hours of the day for which both are proven complete (comparable_hours); null if these have no calls.';
COMMENT ON COLUMN reporting.errors_by_day.account_id IS 'The archive''s own number for the account.';
COMMENT ON COLUMN reporting.errors_by_day.weekday IS 'Day of the week: 1 for Monday to 7 for Sunday (ISO 8601), in the reporting zone.';
COMMENT ON COLUMN reporting.errors_by_day.weekday_name IS 'Day of the week in English.';
COMMENT ON COLUMN reporting.errors_by_day.week_start IS 'The Monday with which the week begins, in the reporting zone.';
COMMENT ON COLUMN reporting.errors_by_day.month_start IS 'The first day of the month, in the reporting zone.';
CREATE OR REPLACE VIEW reporting.callers AS
WITH figures AS (
    SELECT account.name AS account, stored.* FROM archive.callers AS stored JOIN archive.accounts AS account USING (account_id)
    WHERE (stored.account_id, stored.caller) NOT IN (SELECT account_id, caller FROM archive.stale_marks WHERE rollup = 'callers')
    UNION ALL
    SELECT account.name, fresh.* FROM archive.fresh_callers AS fresh JOIN archive.accounts AS account USING (account_id)
)
SELECT account, caller, calls, first_call_at, last_call_at, calls > 1 AS is_repeat, account_id,
       kind, country, area, toll_free, entry.name AS name,
       (first_call_at AT TIME ZONE (SELECT reporting_zone FROM archive.settings))::date AS first_day,
       (last_call_at AT TIME ZONE (SELECT reporting_zone FROM archive.settings))::date AS last_day
FROM figures
LEFT JOIN archive.directory AS entry ON entry.number = caller;
COMMENT ON VIEW reporting.callers IS 'One row for each account and number that called, whatever its spelling. Withheld numbers are left out, and calls whose numbers were not read yet. Key: account_id, caller.';
COMMENT ON COLUMN reporting.callers.account IS 'The account''s name in the configuration.';
COMMENT ON COLUMN reporting.callers.caller IS 'The number that called, in E.164 (+16175551234), or the short code, login or unreadable text; for outbound calls the account''s own number. A caller''s number can be false.';
COMMENT ON COLUMN reporting.callers.calls IS 'All archived calls from this number.';
COMMENT ON COLUMN reporting.callers.first_call_at IS 'When its first call started.';
COMMENT ON COLUMN reporting.callers.last_call_at IS 'When its last call started.';
COMMENT ON COLUMN reporting.callers.is_repeat IS 'Whether the number called more than once.';
COMMENT ON COLUMN reporting.callers.account_id IS 'The archive''s own number for the account.';
COMMENT ON COLUMN reporting.callers.kind IS 'What it is: number, short (a short code), login, or unreadable (a text that is no number).';
COMMENT ON COLUMN reporting.callers.country IS 'The country of the number''s plan, as ISO 3166 alpha-2; null if it has none or is not known.';
COMMENT ON COLUMN reporting.callers.area IS 'The area to which the number was first given, such as Boston, MA. It is no location: numbers move with people, and a caller''s number can be false.';
COMMENT ON COLUMN reporting.callers.toll_free IS 'Whether the number is free of charge for callers.';
COMMENT ON COLUMN reporting.callers.name IS 'The name of the number in the directory (numbers in the configuration); null if it has none.';
COMMENT ON COLUMN reporting.callers.first_day IS 'The day of its first call, in the reporting zone.';
COMMENT ON COLUMN reporting.callers.last_day IS 'The day of its last call, in the reporting zone.';

-- The area code decides the country within North America's plan: a number that is not in use has an area code all the same.
CREATE OR REPLACE VIEW reporting.calls_by_area AS
WITH figures AS (
    SELECT account.name AS account, stored.* FROM archive.call_areas AS stored JOIN archive.accounts AS account USING (account_id)
    WHERE (stored.account_id, stored.day_start) NOT IN (SELECT account_id, at FROM archive.stale_marks WHERE rollup = 'days')
    UNION ALL
    SELECT account.name, fresh.* FROM archive.fresh_areas AS fresh JOIN archive.accounts AS account USING (account_id)
)
SELECT account, (day_start AT TIME ZONE (SELECT reporting_zone FROM archive.settings))::date AS day, direction, kind,
       coalesce(code.country, figures.country) AS country, code.state, code.state_name, area_code, area,
       calls, numbers, timed_calls, duration_seconds,
       round(duration_seconds::numeric / nullif(timed_calls, 0), 1) AS average_duration_seconds, account_id,
       concat_ws('/', (day_start AT TIME ZONE (SELECT reporting_zone FROM archive.settings))::date, direction, coalesce(kind, ''), coalesce(figures.country, ''), coalesce(area_code, ''), coalesce(area, '')) AS row_id
FROM figures
LEFT JOIN archive.area_codes AS code USING (area_code);
COMMENT ON VIEW reporting.calls_by_area IS 'Calls per day, direction and area of the outside party''s number: the caller, or the called number of outbound calls. An area is no location: numbers move with people, and a caller''s number can be false. Key: account_id, row_id.';
COMMENT ON COLUMN reporting.calls_by_area.account IS 'The account''s name in the configuration.';
COMMENT ON COLUMN reporting.calls_by_area.day IS 'The day, in the reporting zone.';
COMMENT ON COLUMN reporting.calls_by_area.direction IS 'inbound, outbound, or whatever else the provider prints.';
COMMENT ON COLUMN reporting.calls_by_area.kind IS 'What the outside party is: number, short (a short code), withheld (the caller hid the number), login, or unreadable; null if it was not read yet.';
COMMENT ON COLUMN reporting.calls_by_area.country IS 'The country of its number, as ISO 3166 alpha-2; null if it has none or is not known.';
COMMENT ON COLUMN reporting.calls_by_area.state IS 'The postal code of the state or province, by the area code; null outside of North America''s states and provinces. NS/PE and NT/NU/YT share area codes.';
COMMENT ON COLUMN reporting.calls_by_area.state_name IS 'Its name in English.';
COMMENT ON COLUMN reporting.calls_by_area.area_code IS 'The area code of a North American number; null for any other.';
COMMENT ON COLUMN reporting.calls_by_area.area IS 'The area to which the number was first given, such as Boston, MA; null if it is not known.';
COMMENT ON COLUMN reporting.calls_by_area.calls IS 'Calls that started on the day.';
COMMENT ON COLUMN reporting.calls_by_area.numbers IS 'Different numbers of outside parties; withheld numbers are not counted.';
COMMENT ON COLUMN reporting.calls_by_area.timed_calls IS 'Calls that started on the day and have a known, possible end.';
COMMENT ON COLUMN reporting.calls_by_area.duration_seconds IS 'Total duration of the calls with a known, possible end, in seconds.';
COMMENT ON COLUMN reporting.calls_by_area.average_duration_seconds IS 'Average duration of the calls with a known, possible end, in seconds; null if there are none.';
COMMENT ON COLUMN reporting.calls_by_area.account_id IS 'The archive''s own number for the account.';
COMMENT ON COLUMN reporting.calls_by_area.row_id IS 'A text that tells the row from the account''s others, as columns that describe a number may be null.';

CREATE OR REPLACE VIEW reporting.calls_by_country AS
SELECT account, day, direction, kind, country, sum(calls)::bigint AS calls, sum(numbers)::bigint AS numbers,
       sum(timed_calls)::bigint AS timed_calls, sum(duration_seconds)::bigint AS duration_seconds,
       round(sum(duration_seconds)::numeric / nullif(sum(timed_calls), 0), 1) AS average_duration_seconds, account_id,
       concat_ws('/', day, direction, coalesce(kind, ''), coalesce(country, '')) AS row_id
FROM reporting.calls_by_area
GROUP BY account_id, account, day, direction, kind, country;
COMMENT ON VIEW reporting.calls_by_country IS 'Calls per day, direction and country of the outside party''s number: the caller, or the called number of outbound calls. A country is no location: numbers move with people, and a caller''s number can be false. Key: account_id, row_id.';
COMMENT ON COLUMN reporting.calls_by_country.account IS 'The account''s name in the configuration.';
COMMENT ON COLUMN reporting.calls_by_country.day IS 'The day, in the reporting zone.';
COMMENT ON COLUMN reporting.calls_by_country.direction IS 'inbound, outbound, or whatever else the provider prints.';
COMMENT ON COLUMN reporting.calls_by_country.kind IS 'What the outside party is: number, short (a short code), withheld (the caller hid the number), login, or unreadable; null if it was not read yet.';
COMMENT ON COLUMN reporting.calls_by_country.country IS 'The country of its number, as ISO 3166 alpha-2; null if it has none or is not known.';
COMMENT ON COLUMN reporting.calls_by_country.calls IS 'Calls that started on the day.';
COMMENT ON COLUMN reporting.calls_by_country.numbers IS 'Different numbers of outside parties; withheld numbers are not counted.';
COMMENT ON COLUMN reporting.calls_by_country.timed_calls IS 'Calls that started on the day and have a known, possible end.';
COMMENT ON COLUMN reporting.calls_by_country.duration_seconds IS 'Total duration of the calls with a known, possible end, in seconds.';
COMMENT ON COLUMN reporting.calls_by_country.average_duration_seconds IS 'Average duration of the calls with a known, possible end, in seconds; null if there are none.';
COMMENT ON COLUMN reporting.calls_by_country.account_id IS 'The archive''s own number for the account.';
COMMENT ON COLUMN reporting.calls_by_country.row_id IS 'A text that tells the row from the account''s others, as columns that describe a number may be null.';
