-- The records, one row each, in a report's terms. Flyway runs these files again whenever they change.
-- All views are always up to date.
DO $$ BEGIN
    -- the statement needs a right on the database even where the schema exists, which an administrator may have made
    IF to_regnamespace('reporting') IS NULL THEN
        CREATE SCHEMA reporting;
    END IF;
END $$;
COMMENT ON SCHEMA reporting IS 'Views for reports, dashboards and BI tools. Read these, not the tables of archive.';

CREATE OR REPLACE FUNCTION reporting.zone() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
RETURN (SELECT reporting_zone FROM archive.settings);
COMMENT ON FUNCTION reporting.zone() IS 'The time zone of the reports'' days and hours, such as America/New_York (reporting-zone).';

-- The only definition of why there is no readable log. It is inlined into the views.
CREATE OR REPLACE FUNCTION archive.no_log_reason(log_state text, is_past_its_time boolean) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE log_state WHEN 'pending' THEN 'waiting' WHEN 'unavailable' THEN 'unavailable' WHEN 'quarantined' THEN 'unreadable'
                      WHEN 'lost' THEN 'lost' ELSE CASE WHEN is_past_its_time THEN 'deleted' ELSE 'missing' END END;
COMMENT ON FUNCTION archive.no_log_reason(text, boolean) IS 'Why a call has no readable log, by the state of the log and whether it is older than logs are kept.';

CREATE OR REPLACE VIEW reporting.calls AS
SELECT account.name AS account,
       call.log_id,
       archive.caller(call.direction, call.dest, call.src) AS caller,
       archive.called(call.direction, call.dest, call.src) AS called,
       call.direction,
       call.started_at,
       call.ended_at,
       call.started_at AT TIME ZONE 'UTC' AS started_at_utc,
       call.ended_at AT TIME ZONE 'UTC' AS ended_at_utc,
       call.started_at AT TIME ZONE (SELECT reporting_zone FROM archive.settings) AS started_at_local,
       call.ended_at AT TIME ZONE (SELECT reporting_zone FROM archive.settings) AS ended_at_local,
       (call.started_at AT TIME ZONE (SELECT reporting_zone FROM archive.settings))::date AS day,
       archive.length_of(call.started_at, call.ended_at) AS duration_seconds,
       call.session_id,
       (SELECT count(*) FROM archive.errors AS error
        WHERE error.session_id = call.session_id AND error.account_id = call.account_id) AS error_count,
       EXISTS (SELECT FROM archive.call_logs AS body
               WHERE body.account_id = call.account_id AND body.log_id = call.log_id
                 AND body.started_at = call.started_at AND body.quarantine IS NULL) AS has_body,
       call.log_state,
       call.first_seen_at,
       call.account_id,
       call.caller_number, call.caller_kind, call.caller_country, call.caller_area, call.caller_toll_free,
       caller_entry.name AS caller_name,
       call.called_number, call.called_kind, call.called_country, call.called_area, call.called_toll_free,
       called_entry.name AS called_name,
       CASE WHEN NOT EXISTS (SELECT FROM archive.call_logs AS body
                             WHERE body.account_id = call.account_id AND body.log_id = call.log_id
                               AND body.started_at = call.started_at AND body.quarantine IS NULL)
            THEN archive.no_log_reason(call.log_state, call.started_at < (SELECT since FROM archive.kept_since WHERE record = 'bodies'))
       END AS no_log_reason,
       extract(hour FROM clock.local)::integer AS hour_of_day, extract(isodow FROM clock.local)::integer AS weekday,
       to_char(clock.local, 'FMDay') AS weekday_name,
       date_trunc('week', clock.local)::date AS week_start, date_trunc('month', clock.local)::date AS month_start,
       CASE WHEN call.session_id LIKE '%;%;%' THEN nullif(split_part(call.session_id, ';', 1), '') END AS gateway,
       CASE WHEN call.session_id LIKE '%;%;%' THEN nullif(split_part(call.session_id, ';', 2), '') END AS port,
       CASE call.direction WHEN 'outbound' THEN call.called_number ELSE call.caller_number END AS party_number,
       CASE call.direction WHEN 'outbound' THEN call.caller_number ELSE call.called_number END AS service_number,
       CASE call.direction WHEN 'outbound' THEN caller_entry.name ELSE called_entry.name END AS service_name,
       call.caller_kind = 'withheld' AS caller_withheld,
       coalesce(call.changed_at, call.first_seen_at) AS changed_at,
       (SELECT imported.imported_at FROM archive.imports AS imported WHERE imported.import_id = call.import_id) AS imported_at
FROM archive.calls AS call JOIN archive.accounts AS account USING (account_id)
CROSS JOIN LATERAL (SELECT call.started_at AT TIME ZONE (SELECT reporting_zone FROM archive.settings) AS local) AS clock
LEFT JOIN archive.directory AS caller_entry ON caller_entry.number = call.caller_number
LEFT JOIN archive.directory AS called_entry ON called_entry.number = call.called_number;
COMMENT ON VIEW reporting.calls IS 'One row for each call that the provider has listed, or that was imported. Key: account_id, log_id.';
COMMENT ON COLUMN reporting.calls.account IS 'The account''s name in the configuration.';
COMMENT ON COLUMN reporting.calls.log_id IS 'The provider''s number for the call''s log.';
COMMENT ON COLUMN reporting.calls.caller IS 'The number that called; empty if it was withheld.';
COMMENT ON COLUMN reporting.calls.called IS 'The number that was called; for outbound calls the number that was dialled.';
COMMENT ON COLUMN reporting.calls.direction IS 'inbound, outbound, or whatever else the provider prints.';
COMMENT ON COLUMN reporting.calls.started_at IS 'When the call started. Clients show it in their own time zone.';
COMMENT ON COLUMN reporting.calls.ended_at IS 'When the call ended, as the provider states it, even if that cannot be right; null if it stated no end.';
COMMENT ON COLUMN reporting.calls.started_at_utc IS 'When the call started, in UTC.';
COMMENT ON COLUMN reporting.calls.ended_at_utc IS 'When the call ended, in UTC.';
COMMENT ON COLUMN reporting.calls.started_at_local IS 'When the call started, in the reporting zone.';
COMMENT ON COLUMN reporting.calls.ended_at_local IS 'When the call ended, in the reporting zone.';
COMMENT ON COLUMN reporting.calls.day IS 'The day on which the call started, in the reporting zone.';
COMMENT ON COLUMN reporting.calls.duration_seconds IS 'Duration of the call in seconds; null if the provider stated no end, or one that cannot be right: before the start, or more than a week after it.';
COMMENT ON COLUMN reporting.calls.session_id IS 'The session of the call. A session can contain several calls.';
COMMENT ON COLUMN reporting.calls.error_count IS 'Number of errors in the call''s session.';
COMMENT ON COLUMN reporting.calls.has_body IS 'Whether the call''s log is archived and readable.';
COMMENT ON COLUMN reporting.calls.log_state IS 'What became of the call''s log: pending, archived, unavailable, quarantined or lost.';
COMMENT ON COLUMN reporting.calls.first_seen_at IS 'When the archive first saw the call in a listing.';
COMMENT ON COLUMN reporting.calls.account_id IS 'The archive''s own number for the account; joins with the other views.';
COMMENT ON COLUMN reporting.calls.caller_number IS 'The number that called, whatever the spelling and the direction: in E.164 (+16175551234) for a number, the digits of a short code, a login or an unreadable text in lower case; null if it was withheld, or not read yet. A caller''s number can be false.';
COMMENT ON COLUMN reporting.calls.caller_kind IS 'What it is: number, short (a short code), withheld (the caller hid it), login, or unreadable; null if there is none, or if it was not read yet.';
COMMENT ON COLUMN reporting.calls.caller_country IS 'The country of the number''s plan, as ISO 3166 alpha-2; null if it has none or is not known.';
COMMENT ON COLUMN reporting.calls.caller_area IS 'The area to which the number was first given, such as Boston, MA. It is no location: numbers move with people, and a caller''s number can be false.';
COMMENT ON COLUMN reporting.calls.caller_toll_free IS 'Whether the number is free of charge for callers; null if it was not read yet.';
COMMENT ON COLUMN reporting.calls.caller_name IS 'The name of the number in the directory (numbers in the configuration); null if it has none.';
COMMENT ON COLUMN reporting.calls.called_number IS 'The number that was called, whatever the spelling and the direction: in E.164 (+16175551234) for a number, the digits of a short code, a login or an unreadable text in lower case; null if it was withheld, or not read yet.';
COMMENT ON COLUMN reporting.calls.called_kind IS 'What it is: number, short (a short code), withheld (the caller hid it), login, or unreadable; null if there is none, or if it was not read yet.';
COMMENT ON COLUMN reporting.calls.called_country IS 'The country of the number''s plan, as ISO 3166 alpha-2; null if it has none or is not known.';
COMMENT ON COLUMN reporting.calls.called_area IS 'The area to which the number was first given, such as Boston, MA. It is no location: numbers move with people.';
COMMENT ON COLUMN reporting.calls.called_toll_free IS 'Whether the number is free of charge for callers; null if it was not read yet.';
COMMENT ON COLUMN reporting.calls.called_name IS 'The name of the number in the directory (numbers in the configuration); null if it has none.';
COMMENT ON COLUMN reporting.calls.no_log_reason IS 'Why there is no readable log: waiting (not fetched yet; see waiting_logs), unavailable (the provider says that it has none, and is asked again until it expires; or the call was imported without it), unreadable (its response could not be read; see quarantine in bodies), lost (it expired first; see gaps), deleted (it is older than logs are kept) or missing (it should be there; run callvault verify). Null if the log is there. Each row costs a look-up, so select by started_at.';
COMMENT ON COLUMN reporting.calls.hour_of_day IS 'The hour in which the call started, by the clocks of the reporting zone: 0 to 23.';
COMMENT ON COLUMN reporting.calls.weekday IS 'Day of the week on which the call started, in the reporting zone: 1 for Monday to 7 for Sunday (ISO 8601).';
COMMENT ON COLUMN reporting.calls.weekday_name IS 'Day of the week in English.';
COMMENT ON COLUMN reporting.calls.week_start IS 'The Monday with which the week begins, in the reporting zone.';
COMMENT ON COLUMN reporting.calls.month_start IS 'The first day of the month, in the reporting zone.';
COMMENT ON COLUMN reporting.calls.gateway IS 'The provider''s server that handled the session: what is before the first semicolon of session_id; null if that has another form.';
COMMENT ON COLUMN reporting.calls.port IS 'The channel of the server: what is between the first two semicolons of session_id; null if that has another form.';
COMMENT ON COLUMN reporting.calls.party_number IS 'The number outside: the caller''s, or the called one of an outbound call, as it is read (see caller_number); null if it was withheld, or not read yet.';
COMMENT ON COLUMN reporting.calls.service_number IS 'The account''s own number: the called one, or for an outbound call the caller''s, which can be the account''s login.';
COMMENT ON COLUMN reporting.calls.service_name IS 'The name of that number in the directory (numbers in the configuration); null if it has none.';
COMMENT ON COLUMN reporting.calls.caller_withheld IS 'Whether the caller withheld the number, so that caller_number is null; null if it was not read yet.';
COMMENT ON COLUMN reporting.calls.changed_at IS 'When the call was last changed here: listed for the first time or otherwise than before, its numbers read differently, or its log archived, lost or in another state. What other records add (error_count, the names, no_log_reason once logs are deleted by age) does not count. Clients show it in their own time zone.';
COMMENT ON COLUMN reporting.calls.imported_at IS 'When the call was imported; null if the provider has listed it to this archive.';

CREATE OR REPLACE VIEW reporting.sessions AS
SELECT account.name AS account,
       session.line_kind,
       CASE WHEN session.line_kind = 'outbound' THEN session.dnis ELSE session.ani END AS caller,
       CASE WHEN session.line_kind = 'outbound' THEN session.ani ELSE session.dnis END AS called,
       session.channel,
       session.session_id,
       session.started_at,
       session.ended_at,
       session.started_at AT TIME ZONE 'UTC' AS started_at_utc,
       session.started_at AT TIME ZONE (SELECT reporting_zone FROM archive.settings) AS started_at_local,
       (session.started_at AT TIME ZONE (SELECT reporting_zone FROM archive.settings))::date AS day,
       session.duration_seconds,
       session.parsed,
       session.raw_line,
       session.first_seen_at,
       session.account_id,
       session.caller_number, session.caller_kind, session.caller_country, session.caller_area, session.caller_toll_free,
       caller_entry.name AS caller_name,
       session.called_number, session.called_kind, session.called_country, session.called_area, session.called_toll_free,
       called_entry.name AS called_name,
       extract(hour FROM clock.local)::integer AS hour_of_day, extract(isodow FROM clock.local)::integer AS weekday,
       to_char(clock.local, 'FMDay') AS weekday_name,
       date_trunc('week', clock.local)::date AS week_start, date_trunc('month', clock.local)::date AS month_start,
       CASE WHEN session.session_id LIKE '%;%;%' THEN nullif(split_part(session.session_id, ';', 1), '') END AS gateway,
       CASE WHEN session.session_id LIKE '%;%;%' THEN nullif(split_part(session.session_id, ';', 2), '') END AS port,
       encode(session.line_hash, 'hex') || '-' || session.occurrence AS line_id,
       session.ani, session.dnis,
       CASE session.line_kind WHEN 'outbound' THEN session.called_number ELSE session.caller_number END AS party_number,
       CASE session.line_kind WHEN 'outbound' THEN session.caller_number ELSE session.called_number END AS service_number,
       CASE session.line_kind WHEN 'outbound' THEN caller_entry.name ELSE called_entry.name END AS service_name,
       session.caller_kind = 'withheld' AS caller_withheld,
       coalesce(session.changed_at, session.first_seen_at) AS changed_at,
       (SELECT imported.imported_at FROM archive.imports AS imported WHERE imported.import_id = session.import_id) AS imported_at
FROM archive.sessions AS session JOIN archive.accounts AS account USING (account_id)
CROSS JOIN LATERAL (SELECT session.started_at AT TIME ZONE (SELECT reporting_zone FROM archive.settings) AS local) AS clock
LEFT JOIN archive.directory AS caller_entry ON caller_entry.number = session.caller_number
LEFT JOIN archive.directory AS called_entry ON called_entry.number = session.called_number;
COMMENT ON VIEW reporting.sessions IS 'One row for each line of the provider''s session log, which reaches back a year. Key: account_id, line_id.';
COMMENT ON COLUMN reporting.sessions.account IS 'The account''s name in the configuration.';
COMMENT ON COLUMN reporting.sessions.line_kind IS 'inbound, outbound, transfer, local, or a word that Callvault does not know.';
COMMENT ON COLUMN reporting.sessions.caller IS 'The number that called; empty if it was withheld; for outbound calls the account''s login.';
COMMENT ON COLUMN reporting.sessions.called IS 'The number that was called; for outbound calls the number that was dialled.';
COMMENT ON COLUMN reporting.sessions.channel IS 'The telephone channel.';
COMMENT ON COLUMN reporting.sessions.session_id IS 'The session. A session can have several lines.';
COMMENT ON COLUMN reporting.sessions.started_at IS 'When the call started; null if the line could not be read.';
COMMENT ON COLUMN reporting.sessions.ended_at IS 'When the call ended; null if the line does not say.';
COMMENT ON COLUMN reporting.sessions.started_at_utc IS 'When the call started, in UTC.';
COMMENT ON COLUMN reporting.sessions.started_at_local IS 'When the call started, in the reporting zone.';
COMMENT ON COLUMN reporting.sessions.day IS 'The day on which the call started, in the reporting zone.';
COMMENT ON COLUMN reporting.sessions.duration_seconds IS 'The duration that the line states, in seconds.';
COMMENT ON COLUMN reporting.sessions.parsed IS 'Whether the line was understood; if not, rely on raw_line alone.';
COMMENT ON COLUMN reporting.sessions.raw_line IS 'The line as received.';
COMMENT ON COLUMN reporting.sessions.first_seen_at IS 'When the archive first saw the line.';
COMMENT ON COLUMN reporting.sessions.account_id IS 'The archive''s own number for the account.';
COMMENT ON COLUMN reporting.sessions.caller_number IS 'The number that called, whatever the spelling and the direction: in E.164 (+16175551234) for a number, the digits of a short code, a login or an unreadable text in lower case; null if it was withheld, or not read yet. A caller''s number can be false.';
COMMENT ON COLUMN reporting.sessions.caller_kind IS 'What it is: number, short (a short code), withheld (the caller hid it), login, or unreadable; null if there is none, or if it was not read yet.';
COMMENT ON COLUMN reporting.sessions.caller_country IS 'The country of the number''s plan, as ISO 3166 alpha-2; null if it has none or is not known.';
COMMENT ON COLUMN reporting.sessions.caller_area IS 'The area to which the number was first given, such as Boston, MA. It is no location: numbers move with people, and a caller''s number can be false.';
COMMENT ON COLUMN reporting.sessions.caller_toll_free IS 'Whether the number is free of charge for callers; null if it was not read yet.';
COMMENT ON COLUMN reporting.sessions.caller_name IS 'The name of the number in the directory (numbers in the configuration); null if it has none.';
COMMENT ON COLUMN reporting.sessions.called_number IS 'The number that was called, whatever the spelling and the direction: in E.164 (+16175551234) for a number, the digits of a short code, a login or an unreadable text in lower case; null if it was withheld, or not read yet.';
COMMENT ON COLUMN reporting.sessions.called_kind IS 'What it is: number, short (a short code), withheld (the caller hid it), login, or unreadable; null if there is none, or if it was not read yet.';
COMMENT ON COLUMN reporting.sessions.called_country IS 'The country of the number''s plan, as ISO 3166 alpha-2; null if it has none or is not known.';
COMMENT ON COLUMN reporting.sessions.called_area IS 'The area to which the number was first given, such as Boston, MA. It is no location: numbers move with people.';
COMMENT ON COLUMN reporting.sessions.called_toll_free IS 'Whether the number is free of charge for callers; null if it was not read yet.';
COMMENT ON COLUMN reporting.sessions.called_name IS 'The name of the number in the directory (numbers in the configuration); null if it has none.';
COMMENT ON COLUMN reporting.sessions.hour_of_day IS 'The hour in which the call started, by the clocks of the reporting zone: 0 to 23; null if the line could not be read.';
COMMENT ON COLUMN reporting.sessions.weekday IS 'Day of the week on which the call started, in the reporting zone: 1 for Monday to 7 for Sunday (ISO 8601); null if the line could not be read.';
COMMENT ON COLUMN reporting.sessions.weekday_name IS 'Day of the week in English.';
COMMENT ON COLUMN reporting.sessions.week_start IS 'The Monday with which the week begins, in the reporting zone.';
COMMENT ON COLUMN reporting.sessions.month_start IS 'The first day of the month, in the reporting zone.';
COMMENT ON COLUMN reporting.sessions.gateway IS 'The provider''s server that handled the session: what is before the first semicolon of session_id; null if that has another form.';
COMMENT ON COLUMN reporting.sessions.port IS 'The channel of the server: what is between the first two semicolons of session_id; null if that has another form.';
COMMENT ON COLUMN reporting.sessions.line_id IS 'The line''s own id: the hash of its text, and its number among identical lines. It changes only if the line is redacted later.';
COMMENT ON COLUMN reporting.sessions.party_number IS 'The number outside: the caller''s, or the called one of an outbound call, as it is read (see caller_number); null if it was withheld, or not read yet.';
COMMENT ON COLUMN reporting.sessions.service_number IS 'The account''s own number: the called one, or for an outbound call the caller''s, which can be the account''s login.';
COMMENT ON COLUMN reporting.sessions.service_name IS 'The name of that number in the directory (numbers in the configuration); null if it has none.';
COMMENT ON COLUMN reporting.sessions.caller_withheld IS 'Whether the caller withheld the number, so that caller_number is null; null if it was not read yet.';
COMMENT ON COLUMN reporting.sessions.ani IS 'The line''s ANI column as received: of an outbound call, the number that was dialled.';
COMMENT ON COLUMN reporting.sessions.dnis IS 'The line''s DNIS column as received: of an outbound call, the account''s login.';
COMMENT ON COLUMN reporting.sessions.changed_at IS 'When the line was last changed here: listed for the first time, its numbers read differently, or something in it masked. The names do not count. Clients show it in their own time zone.';
COMMENT ON COLUMN reporting.sessions.imported_at IS 'When the line was imported; null if the provider has listed it to this archive.';

CREATE OR REPLACE VIEW reporting.errors AS
SELECT account.name AS account,
       error.occurred_at,
       error.occurred_at AT TIME ZONE 'UTC' AS occurred_at_utc,
       error.occurred_at AT TIME ZONE (SELECT reporting_zone FROM archive.settings) AS occurred_at_local,
       (error.occurred_at AT TIME ZONE (SELECT reporting_zone FROM archive.settings))::date AS day,
       error.message,
       archive.signature(coalesce(error.message, error.raw_line)) AS signature,
       CASE WHEN line.is_outbound THEN error.dnis ELSE error.ani END AS caller,
       CASE WHEN line.is_outbound THEN error.ani ELSE error.dnis END AS called,
       error.channel,
       error.session_id,
       error.ambiguous_time,
       error.parsed,
       error.raw_line,
       error.first_seen_at,
       error.account_id,
       error.caller_number, error.caller_kind, error.caller_country, error.caller_area, error.caller_toll_free,
       caller_entry.name AS caller_name,
       error.called_number, error.called_kind, error.called_country, error.called_area, error.called_toll_free,
       called_entry.name AS called_name,
       extract(hour FROM clock.local)::integer AS hour_of_day, extract(isodow FROM clock.local)::integer AS weekday,
       to_char(clock.local, 'FMDay') AS weekday_name,
       date_trunc('week', clock.local)::date AS week_start, date_trunc('month', clock.local)::date AS month_start,
       CASE WHEN error.session_id LIKE '%;%;%' THEN nullif(split_part(error.session_id, ';', 1), '') END AS gateway,
       CASE WHEN error.session_id LIKE '%;%;%' THEN nullif(split_part(error.session_id, ';', 2), '') END AS port,
       encode(error.line_hash, 'hex') || '-' || error.occurrence AS line_id,
       error.ani, error.dnis,
       error.caller_kind = 'withheld' AS caller_withheld,
       coalesce(error.changed_at, error.first_seen_at) AS changed_at,
       (SELECT imported.imported_at FROM archive.imports AS imported WHERE imported.import_id = error.import_id) AS imported_at
FROM archive.errors AS error JOIN archive.accounts AS account USING (account_id)
-- An error line does not name its direction, but the DNIS column of an outbound one holds the account's login.
CROSS JOIN LATERAL (SELECT coalesce(strpos(error.dnis, '@') > 0 AND strpos(error.ani, '@') = 0, false) AS is_outbound) AS line
CROSS JOIN LATERAL (SELECT error.occurred_at AT TIME ZONE (SELECT reporting_zone FROM archive.settings) AS local) AS clock
LEFT JOIN archive.directory AS caller_entry ON caller_entry.number = error.caller_number
LEFT JOIN archive.directory AS called_entry ON called_entry.number = error.called_number;
COMMENT ON VIEW reporting.errors IS 'One row for each line of the provider''s error log, which reaches back a year. Key: account_id, line_id.';
COMMENT ON COLUMN reporting.errors.account IS 'The account''s name in the configuration.';
COMMENT ON COLUMN reporting.errors.occurred_at IS 'When the error happened; null if the line could not be read.';
COMMENT ON COLUMN reporting.errors.occurred_at_utc IS 'When the error happened, in UTC.';
COMMENT ON COLUMN reporting.errors.occurred_at_local IS 'When the error happened, in the reporting zone.';
COMMENT ON COLUMN reporting.errors.day IS 'The day on which the error happened, in the reporting zone.';
COMMENT ON COLUMN reporting.errors.message IS 'The error message as received.';
COMMENT ON COLUMN reporting.errors.signature IS 'The kind of error: the message without URLs, quoted strings and digits.';
COMMENT ON COLUMN reporting.errors.caller IS 'The number that called; empty if it was withheld; for outbound calls the account''s login, or its own number.';
COMMENT ON COLUMN reporting.errors.called IS 'The number that was called; for outbound calls the number that was dialled.';
COMMENT ON COLUMN reporting.errors.channel IS 'The telephone channel.';
COMMENT ON COLUMN reporting.errors.session_id IS 'The session of the error.';
COMMENT ON COLUMN reporting.errors.ambiguous_time IS 'Whether the printed time occurs twice or not at all, as it may when the clocks change.';
COMMENT ON COLUMN reporting.errors.parsed IS 'Whether the line was understood; if not, rely on raw_line alone.';
COMMENT ON COLUMN reporting.errors.raw_line IS 'The line as received.';
COMMENT ON COLUMN reporting.errors.first_seen_at IS 'When the archive first saw the line.';
COMMENT ON COLUMN reporting.errors.account_id IS 'The archive''s own number for the account.';
COMMENT ON COLUMN reporting.errors.caller_number IS 'The number that called, whatever the spelling and the direction: in E.164 (+16175551234) for a number, the digits of a short code, a login or an unreadable text in lower case; null if it was withheld, or not read yet. A caller''s number can be false.';
COMMENT ON COLUMN reporting.errors.caller_kind IS 'What it is: number, short (a short code), withheld (the caller hid it), login, or unreadable; null if there is none, or if it was not read yet.';
COMMENT ON COLUMN reporting.errors.caller_country IS 'The country of the number''s plan, as ISO 3166 alpha-2; null if it has none or is not known.';
COMMENT ON COLUMN reporting.errors.caller_area IS 'The area to which the number was first given, such as Boston, MA. It is no location: numbers move with people, and a caller''s number can be false.';
COMMENT ON COLUMN reporting.errors.caller_toll_free IS 'Whether the number is free of charge for callers; null if it was not read yet.';
COMMENT ON COLUMN reporting.errors.caller_name IS 'The name of the number in the directory (numbers in the configuration); null if it has none.';
COMMENT ON COLUMN reporting.errors.called_number IS 'The number that was called, whatever the spelling and the direction: in E.164 (+16175551234) for a number, the digits of a short code, a login or an unreadable text in lower case; null if it was withheld, or not read yet.';
COMMENT ON COLUMN reporting.errors.called_kind IS 'What it is: number, short (a short code), withheld (the caller hid it), login, or unreadable; null if there is none, or if it was not read yet.';
COMMENT ON COLUMN reporting.errors.called_country IS 'The country of the number''s plan, as ISO 3166 alpha-2; null if it has none or is not known.';
COMMENT ON COLUMN reporting.errors.called_area IS 'The area to which the number was first given, such as Boston, MA. It is no location: numbers move with people.';
COMMENT ON COLUMN reporting.errors.called_toll_free IS 'Whether the number is free of charge for callers; null if it was not read yet.';
COMMENT ON COLUMN reporting.errors.called_name IS 'The name of the number in the directory (numbers in the configuration); null if it has none.';
COMMENT ON COLUMN reporting.errors.hour_of_day IS 'The hour in which the error happened, by the clocks of the reporting zone: 0 to 23; null if the line could not be read.';
COMMENT ON COLUMN reporting.errors.weekday IS 'Day of the week on which the error happened, in the reporting zone: 1 for Monday to 7 for Sunday (ISO 8601); null if the line could not be read.';
COMMENT ON COLUMN reporting.errors.weekday_name IS 'Day of the week in English.';
COMMENT ON COLUMN reporting.errors.week_start IS 'The Monday with which the week begins, in the reporting zone.';
COMMENT ON COLUMN reporting.errors.month_start IS 'The first day of the month, in the reporting zone.';
COMMENT ON COLUMN reporting.errors.gateway IS 'The provider''s server that handled the session: what is before the first semicolon of session_id; null if that has another form.';
COMMENT ON COLUMN reporting.errors.port IS 'The channel of the server: what is between the first two semicolons of session_id; null if that has another form.';
COMMENT ON COLUMN reporting.errors.line_id IS 'The line''s own id: the hash of its text, and its number among identical lines. It changes only if the line is redacted later.';
COMMENT ON COLUMN reporting.errors.ani IS 'The line''s ANI column as received: of an outbound call, the number that was dialled.';
COMMENT ON COLUMN reporting.errors.dnis IS 'The line''s DNIS column as received: of an outbound call, the account''s login.';
COMMENT ON COLUMN reporting.errors.caller_withheld IS 'Whether the caller withheld the number, so that caller_number is null; null if it was not read yet.';
COMMENT ON COLUMN reporting.errors.changed_at IS 'When the line was last changed here: listed for the first time or with another time, its numbers read differently, or something in it masked. The names do not count. Clients show it in their own time zone.';
COMMENT ON COLUMN reporting.errors.imported_at IS 'When the line was imported; null if the provider has listed it to this archive.';

CREATE OR REPLACE VIEW reporting.bodies AS
SELECT account.name AS account,
       log.log_id,
       log.started_at,
       archive.caller(coalesce(call.direction, other.direction), coalesce(call.dest, other.dest), coalesce(call.src, other.src)) AS caller,
       archive.called(coalesce(call.direction, other.direction), coalesce(call.dest, other.dest), coalesce(call.src, other.src)) AS called,
       coalesce(call.session_id, other.session_id) AS session_id,
       log.location,
       log.size_bytes,
       encode(log.sha256, 'hex') AS sha256,
       log.quarantine,
       log.fetched_at,
       log.body,
       log.body_bytes,
       log.account_id,
       coalesce(log.changed_at, log.fetched_at) AS changed_at,
       (SELECT imported.imported_at FROM archive.imports AS imported WHERE imported.import_id = log.import_id) AS imported_at
FROM archive.call_logs AS log
JOIN archive.accounts AS account USING (account_id)
LEFT JOIN archive.calls AS call ON call.account_id = log.account_id AND call.log_id = log.log_id AND call.started_at = log.started_at
-- of calls with the same start, the one that was known first has the log
LEFT JOIN (
    SELECT DISTINCT ON (account_id, log_id, started_at) account_id, log_id, started_at, direction, dest, src, session_id
    FROM archive.call_conflicts ORDER BY account_id, log_id, started_at, conflict_id
) AS other ON other.account_id = log.account_id AND other.log_id = log.log_id AND other.started_at = log.started_at AND call.log_id IS NULL;
COMMENT ON VIEW reporting.bodies IS 'One row for each log that was fetched. Select by started_at to be fast. Key: account_id, log_id, started_at.';
COMMENT ON COLUMN reporting.bodies.account IS 'The account''s name in the configuration.';
COMMENT ON COLUMN reporting.bodies.log_id IS 'The provider''s number for the log; joins with calls.';
COMMENT ON COLUMN reporting.bodies.started_at IS 'When the call started.';
COMMENT ON COLUMN reporting.bodies.caller IS 'The number that called; empty if it was withheld.';
COMMENT ON COLUMN reporting.bodies.called IS 'The number that was called.';
COMMENT ON COLUMN reporting.bodies.session_id IS 'The session of the call.';
COMMENT ON COLUMN reporting.bodies.location IS 'The provider''s location of the call, such as a city.';
COMMENT ON COLUMN reporting.bodies.size_bytes IS 'Size of the log in bytes.';
COMMENT ON COLUMN reporting.bodies.sha256 IS 'SHA-256 of the log, in hexadecimal.';
COMMENT ON COLUMN reporting.bodies.quarantine IS 'Why the response could not be read; null if it could.';
COMMENT ON COLUMN reporting.bodies.fetched_at IS 'When the log was fetched.';
COMMENT ON COLUMN reporting.bodies.body IS 'The log as text; null if it contains bytes that text cannot hold.';
COMMENT ON COLUMN reporting.bodies.body_bytes IS 'The log as bytes, if body is null.';
COMMENT ON COLUMN reporting.bodies.account_id IS 'The archive''s own number for the account.';
COMMENT ON COLUMN reporting.bodies.changed_at IS 'When the log was last changed here: fetched, fetched again, or something in it masked. What belongs to its call does not count. Clients show it in their own time zone.';
COMMENT ON COLUMN reporting.bodies.imported_at IS 'When the log was imported; null if it was fetched from the provider.';

CREATE OR REPLACE VIEW reporting.call_conflicts AS
SELECT account.name AS account,
       other.log_id,
       archive.caller(other.direction, other.dest, other.src) AS caller,
       archive.called(other.direction, other.dest, other.src) AS called,
       other.direction,
       other.session_id,
       other.started_at,
       other.ended_at,
       other.log_state,
       other.first_seen_at,
       call.session_id AS known_session_id,
       call.started_at AS known_started_at,
       other.account_id,
       other.acknowledged_at, other.acknowledged_by, other.acknowledged_reason,
       CASE WHEN NOT EXISTS (SELECT FROM archive.call_logs AS body
                             WHERE body.account_id = other.account_id AND body.log_id = other.log_id
                               AND body.started_at = other.started_at AND body.quarantine IS NULL)
            THEN archive.no_log_reason(other.log_state, other.started_at < (SELECT since FROM archive.kept_since WHERE record = 'bodies'))
       END AS no_log_reason,
       other.conflict_id,
       coalesce(other.changed_at, other.first_seen_at) AS changed_at
FROM archive.call_conflicts AS other
JOIN archive.accounts AS account USING (account_id)
LEFT JOIN archive.calls AS call ON call.account_id = other.account_id AND call.log_id = other.log_id;
COMMENT ON VIEW reporting.call_conflicts IS 'One row for each call that the provider listed under the log_id of another call, which is in calls. Not counted in the figures. Key: conflict_id.';
COMMENT ON COLUMN reporting.call_conflicts.account IS 'The account''s name in the configuration.';
COMMENT ON COLUMN reporting.call_conflicts.log_id IS 'The number that the provider gave to both calls.';
COMMENT ON COLUMN reporting.call_conflicts.caller IS 'The number that called; empty if it was withheld.';
COMMENT ON COLUMN reporting.call_conflicts.called IS 'The number that was called.';
COMMENT ON COLUMN reporting.call_conflicts.direction IS 'inbound, outbound, or whatever else the provider prints.';
COMMENT ON COLUMN reporting.call_conflicts.session_id IS 'The session of the call.';
COMMENT ON COLUMN reporting.call_conflicts.started_at IS 'When the call started. Its log is in bodies under this start.';
COMMENT ON COLUMN reporting.call_conflicts.ended_at IS 'When the call ended; null if the provider stated no end.';
COMMENT ON COLUMN reporting.call_conflicts.log_state IS 'What became of the call''s log: pending, archived, unavailable, quarantined or lost.';
COMMENT ON COLUMN reporting.call_conflicts.first_seen_at IS 'When the archive first saw the call in a listing.';
COMMENT ON COLUMN reporting.call_conflicts.known_session_id IS 'The session of the other call; null if it was erased or deleted by age.';
COMMENT ON COLUMN reporting.call_conflicts.known_started_at IS 'When the other call started; null if it was erased or deleted by age.';
COMMENT ON COLUMN reporting.call_conflicts.account_id IS 'The archive''s own number for the account.';
COMMENT ON COLUMN reporting.call_conflicts.acknowledged_at IS 'When somebody said that this is known, so that it no longer sets exit codes, badges and alerts; null if nobody did.';
COMMENT ON COLUMN reporting.call_conflicts.acknowledged_by IS 'Who said so: the operating system''s user.';
COMMENT ON COLUMN reporting.call_conflicts.acknowledged_reason IS 'Why, in that person''s words.';
COMMENT ON COLUMN reporting.call_conflicts.no_log_reason IS 'Why there is no readable log: waiting (not fetched yet; see waiting_logs), unavailable (the provider says that it has none, and is asked again until it expires), unreadable (its response could not be read; see quarantine in bodies), lost (it expired first; see gaps), deleted (it is older than logs are kept) or missing (it should be there; run callvault verify). Null if the log is there. Each row costs a look-up, so select by started_at.';
COMMENT ON COLUMN reporting.call_conflicts.conflict_id IS 'The archive''s own number for the conflict.';
COMMENT ON COLUMN reporting.call_conflicts.changed_at IS 'When the call was last changed here: listed for the first time or otherwise than before, acknowledged, or its log archived, lost or in another state. What belongs to the other call does not count. Clients show it in their own time zone.';

CREATE OR REPLACE VIEW reporting.gaps AS
SELECT account.name AS account, gap.stream, gap.from_time, gap.to_time, gap.log_id, gap.reason, gap.detected_at,
       gap.resolved_at, gap.account_id, gap.acknowledged_at, gap.acknowledged_by, gap.acknowledged_reason,
       gap.gap_id, coalesce(gap.changed_at, gap.detected_at) AS changed_at
FROM archive.gaps AS gap JOIN archive.accounts AS account USING (account_id);
COMMENT ON VIEW reporting.gaps IS 'One row for each loss: time that could not be proven before the provider deleted its records, or a log that expired before it could be fetched. Key: gap_id.';
COMMENT ON COLUMN reporting.gaps.account IS 'The account''s name in the configuration.';
COMMENT ON COLUMN reporting.gaps.stream IS 'calls, sessions, errors, or bodies (the calls'' logs).';
COMMENT ON COLUMN reporting.gaps.from_time IS 'When the lost time begins; for a lost log, when its call started.';
COMMENT ON COLUMN reporting.gaps.to_time IS 'When the lost time ends; for a lost log, when its call ended.';
COMMENT ON COLUMN reporting.gaps.log_id IS 'The number of the lost log; null for lost time.';
COMMENT ON COLUMN reporting.gaps.reason IS 'Why it was lost.';
COMMENT ON COLUMN reporting.gaps.detected_at IS 'When the loss was found.';
COMMENT ON COLUMN reporting.gaps.resolved_at IS 'When the lost log was fetched after all; null if it was not.';
COMMENT ON COLUMN reporting.gaps.account_id IS 'The archive''s own number for the account.';
COMMENT ON COLUMN reporting.gaps.acknowledged_at IS 'When somebody said that this is known, so that it no longer sets exit codes, badges and alerts; null if nobody did.';
COMMENT ON COLUMN reporting.gaps.acknowledged_by IS 'Who said so: the operating system''s user.';
COMMENT ON COLUMN reporting.gaps.acknowledged_reason IS 'Why, in that person''s words.';
COMMENT ON COLUMN reporting.gaps.gap_id IS 'The archive''s own number for the loss.';
COMMENT ON COLUMN reporting.gaps.changed_at IS 'When the loss was last changed here: found, extended, resolved or acknowledged. Clients show it in their own time zone.';

CREATE OR REPLACE VIEW reporting.directory AS
SELECT number, name, team, application, spelling FROM archive.directory;
COMMENT ON VIEW reporting.directory IS 'One row for each number that the configuration names (numbers); joins by number with the columns caller_number and called_number of other views. Key: number.';
COMMENT ON COLUMN reporting.directory.number IS 'The number, in the form of caller_number and called_number: E.164, or a short code.';
COMMENT ON COLUMN reporting.directory.name IS 'What the number is called, such as Claims line.';
COMMENT ON COLUMN reporting.directory.team IS 'The team it belongs to; null if none is named.';
COMMENT ON COLUMN reporting.directory.application IS 'The application that answers it; null if none is named.';
COMMENT ON COLUMN reporting.directory.spelling IS 'The number as the configuration spells it.';

CREATE OR REPLACE VIEW reporting.waiting_logs AS
SELECT account.name AS account, wanted.log_id, wanted.started_at, wanted.expires_at,
       extract(epoch FROM wanted.expires_at - now())::bigint AS expires_in_seconds,
       archive.no_log_reason(call.log_state, false) AS no_log_reason,
       wanted.attempts, wanted.last_attempt_at, wanted.last_failure, wanted.next_attempt_at,
       call.session_id, wanted.account_id
FROM archive.body_queue AS wanted
JOIN archive.accounts AS account USING (account_id)
CROSS JOIN LATERAL (
    SELECT session_id, log_state FROM archive.every_call AS call
    WHERE call.account_id = wanted.account_id AND call.log_id = wanted.log_id AND call.started_at = wanted.started_at
    ORDER BY is_conflict LIMIT 1
) AS call
WHERE call.log_state <> 'archived';
COMMENT ON VIEW reporting.waiting_logs IS 'One row for each log that will still be requested, and when it expires. The backlog is made of those that are waiting. Key: account_id, log_id.';
COMMENT ON COLUMN reporting.waiting_logs.account IS 'The account''s name in the configuration.';
COMMENT ON COLUMN reporting.waiting_logs.log_id IS 'The provider''s number for the log.';
COMMENT ON COLUMN reporting.waiting_logs.started_at IS 'When the call started.';
COMMENT ON COLUMN reporting.waiting_logs.expires_at IS 'When the provider may delete the log: five days after the call started.';
COMMENT ON COLUMN reporting.waiting_logs.expires_in_seconds IS 'Seconds until then; negative if it is overdue.';
COMMENT ON COLUMN reporting.waiting_logs.no_log_reason IS 'Why there is no readable log yet, as in calls: waiting, unavailable, unreadable, or lost (it has expired, and is requested a last time).';
COMMENT ON COLUMN reporting.waiting_logs.attempts IS 'How many requests for the log brought none.';
COMMENT ON COLUMN reporting.waiting_logs.last_attempt_at IS 'When the last of these requests was made; null if there was none.';
COMMENT ON COLUMN reporting.waiting_logs.last_failure IS 'Why it brought no log; null if there was none.';
COMMENT ON COLUMN reporting.waiting_logs.next_attempt_at IS 'The log is not requested before this time.';
COMMENT ON COLUMN reporting.waiting_logs.session_id IS 'The session of the call.';
COMMENT ON COLUMN reporting.waiting_logs.account_id IS 'The archive''s own number for the account.';
