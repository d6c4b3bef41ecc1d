-- The records themselves, one row each, in words that a report can use. Recreated whenever this file changes.
CREATE SCHEMA IF NOT EXISTS reporting;
COMMENT ON SCHEMA reporting IS 'Views for reports, dashboards and BI tools. Read these, not the tables of archive.';

CREATE OR REPLACE FUNCTION reporting.zone() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
RETURN (SELECT reporting_zone FROM archive.settings);
COMMENT ON FUNCTION reporting.zone() IS 'The zone whose hours and days the reports count, such as America/New_York (reporting-zone).';

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
       call.account_id
FROM archive.calls AS call JOIN archive.accounts AS account USING (account_id);
COMMENT ON VIEW reporting.calls IS 'One row for each call for which the provider listed a log. Always up to date.';
COMMENT ON COLUMN reporting.calls.account IS 'The account''s name in the configuration.';
COMMENT ON COLUMN reporting.calls.log_id IS 'The provider''s number for the call''s log.';
COMMENT ON COLUMN reporting.calls.caller IS 'The number that called; empty when it was withheld.';
COMMENT ON COLUMN reporting.calls.called IS 'The number that was called: for an outbound call the number that was dialled.';
COMMENT ON COLUMN reporting.calls.direction IS 'inbound, outbound, or whatever else the provider prints.';
COMMENT ON COLUMN reporting.calls.started_at IS 'When the call started; shown in the zone of the client.';
COMMENT ON COLUMN reporting.calls.ended_at IS 'When the call ended; null where the provider stated no end.';
COMMENT ON COLUMN reporting.calls.started_at_utc IS 'When the call started, in UTC.';
COMMENT ON COLUMN reporting.calls.ended_at_utc IS 'When the call ended, in UTC.';
COMMENT ON COLUMN reporting.calls.started_at_local IS 'When the call started, by the clocks of the reporting zone.';
COMMENT ON COLUMN reporting.calls.ended_at_local IS 'When the call ended, by the clocks of the reporting zone.';
COMMENT ON COLUMN reporting.calls.day IS 'The day on which the call started, in the reporting zone.';
COMMENT ON COLUMN reporting.calls.duration_seconds IS 'Length of the call in seconds; null where the provider stated no end.';
COMMENT ON COLUMN reporting.calls.session_id IS 'The session in which the call ran; one session can hold several calls.';
COMMENT ON COLUMN reporting.calls.error_count IS 'Errors that were logged in the call''s session.';
COMMENT ON COLUMN reporting.calls.has_body IS 'Whether the call''s log is in the archive, readable.';
COMMENT ON COLUMN reporting.calls.log_state IS 'What became of the call''s log: pending, archived, unavailable, quarantined or lost.';
COMMENT ON COLUMN reporting.calls.first_seen_at IS 'When the archive first saw the call in a listing.';
COMMENT ON COLUMN reporting.calls.account_id IS 'The archive''s own number for the account; joins with archive_health.';

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
       session.account_id
FROM archive.sessions AS session JOIN archive.accounts AS account USING (account_id);
COMMENT ON VIEW reporting.sessions IS 'One row for each line of the session log, up to a year older than the calls. Always up to date.';
COMMENT ON COLUMN reporting.sessions.account IS 'The account''s name in the configuration.';
COMMENT ON COLUMN reporting.sessions.line_kind IS 'inbound, outbound, transfer, local, or a kind that the archive does not know.';
COMMENT ON COLUMN reporting.sessions.caller IS 'The number that called; empty when it was withheld; for outbound calls the account''s login.';
COMMENT ON COLUMN reporting.sessions.called IS 'The number that was called: for an outbound call the number that was dialled.';
COMMENT ON COLUMN reporting.sessions.channel IS 'The telephone channel.';
COMMENT ON COLUMN reporting.sessions.session_id IS 'The session; one session can have several lines.';
COMMENT ON COLUMN reporting.sessions.started_at IS 'When the call started; null where the line could not be read.';
COMMENT ON COLUMN reporting.sessions.ended_at IS 'When the call ended; null where the line does not say.';
COMMENT ON COLUMN reporting.sessions.started_at_utc IS 'When the call started, in UTC.';
COMMENT ON COLUMN reporting.sessions.started_at_local IS 'When the call started, by the clocks of the reporting zone.';
COMMENT ON COLUMN reporting.sessions.day IS 'The day on which the call started, in the reporting zone.';
COMMENT ON COLUMN reporting.sessions.duration_seconds IS 'The length that the line states, in seconds.';
COMMENT ON COLUMN reporting.sessions.parsed IS 'Whether the line was understood; if not, only raw_line is to be trusted.';
COMMENT ON COLUMN reporting.sessions.raw_line IS 'The line as received.';
COMMENT ON COLUMN reporting.sessions.first_seen_at IS 'When the archive first saw the line.';
COMMENT ON COLUMN reporting.sessions.account_id IS 'The archive''s own number for the account.';

CREATE OR REPLACE VIEW reporting.errors AS
SELECT account.name AS account,
       error.occurred_at,
       error.occurred_at AT TIME ZONE 'UTC' AS occurred_at_utc,
       error.occurred_at AT TIME ZONE (SELECT reporting_zone FROM archive.settings) AS occurred_at_local,
       (error.occurred_at AT TIME ZONE (SELECT reporting_zone FROM archive.settings))::date AS day,
       error.message,
       archive.signature(coalesce(error.message, error.raw_line)) AS signature,
       error.ani AS caller,
       error.dnis AS called,
       error.channel,
       error.session_id,
       error.ambiguous_time,
       error.parsed,
       error.raw_line,
       error.first_seen_at,
       error.account_id
FROM archive.errors AS error JOIN archive.accounts AS account USING (account_id);
COMMENT ON VIEW reporting.errors IS 'One row for each line of the error log, up to a year older than the calls. Always up to date.';
COMMENT ON COLUMN reporting.errors.account IS 'The account''s name in the configuration.';
COMMENT ON COLUMN reporting.errors.occurred_at IS 'When the error happened; null where the line could not be read.';
COMMENT ON COLUMN reporting.errors.occurred_at_utc IS 'When the error happened, in UTC.';
COMMENT ON COLUMN reporting.errors.occurred_at_local IS 'When the error happened, by the clocks of the reporting zone.';
COMMENT ON COLUMN reporting.errors.day IS 'The day on which the error happened, in the reporting zone.';
COMMENT ON COLUMN reporting.errors.message IS 'What went wrong, as received.';
COMMENT ON COLUMN reporting.errors.signature IS 'What kind of error: the message without URLs, quoted strings and digits.';
COMMENT ON COLUMN reporting.errors.caller IS 'The line''s ANI column: the number that called; of an outbound call the one that was dialled.';
COMMENT ON COLUMN reporting.errors.called IS 'The line''s DNIS column: the number that was called; of an outbound call the account''s login.';
COMMENT ON COLUMN reporting.errors.channel IS 'The telephone channel.';
COMMENT ON COLUMN reporting.errors.session_id IS 'The session in which the error happened.';
COMMENT ON COLUMN reporting.errors.ambiguous_time IS 'Whether the time fits two instants, or none, as in the hours of a clock change.';
COMMENT ON COLUMN reporting.errors.parsed IS 'Whether the line was understood; if not, only raw_line is to be trusted.';
COMMENT ON COLUMN reporting.errors.raw_line IS 'The line as received.';
COMMENT ON COLUMN reporting.errors.first_seen_at IS 'When the archive first saw the line.';
COMMENT ON COLUMN reporting.errors.account_id IS 'The archive''s own number for the account.';

CREATE OR REPLACE VIEW reporting.bodies AS
SELECT account.name AS account,
       log.log_id,
       log.started_at,
       archive.caller(call.direction, call.dest, call.src) AS caller,
       archive.called(call.direction, call.dest, call.src) AS called,
       call.session_id,
       log.location,
       log.size_bytes,
       encode(log.sha256, 'hex') AS sha256,
       log.quarantine,
       log.fetched_at,
       log.body,
       log.body_bytes,
       log.account_id
FROM archive.call_logs AS log
JOIN archive.accounts AS account USING (account_id)
LEFT JOIN archive.calls AS call ON call.account_id = log.account_id AND call.log_id = log.log_id;
COMMENT ON VIEW reporting.bodies IS 'One row for each call log that was fetched. Always up to date; restrict it by started_at.';
COMMENT ON COLUMN reporting.bodies.account IS 'The account''s name in the configuration.';
COMMENT ON COLUMN reporting.bodies.log_id IS 'The provider''s number for the log; joins with calls.';
COMMENT ON COLUMN reporting.bodies.started_at IS 'When the call started.';
COMMENT ON COLUMN reporting.bodies.caller IS 'The number that called; empty when it was withheld.';
COMMENT ON COLUMN reporting.bodies.called IS 'The number that was called.';
COMMENT ON COLUMN reporting.bodies.session_id IS 'The session in which the call ran.';
COMMENT ON COLUMN reporting.bodies.location IS 'The provider''s location of the call, such as a city.';
COMMENT ON COLUMN reporting.bodies.size_bytes IS 'Length of the log in bytes.';
COMMENT ON COLUMN reporting.bodies.sha256 IS 'SHA-256 of the log''s bytes, hexadecimal.';
COMMENT ON COLUMN reporting.bodies.quarantine IS 'Why the answer could not be read; null for a log that was read.';
COMMENT ON COLUMN reporting.bodies.fetched_at IS 'When the log was fetched.';
COMMENT ON COLUMN reporting.bodies.body IS 'The log as text; null where text cannot hold it faithfully.';
COMMENT ON COLUMN reporting.bodies.body_bytes IS 'The log''s bytes, only where body is null.';
COMMENT ON COLUMN reporting.bodies.account_id IS 'The archive''s own number for the account.';

CREATE OR REPLACE VIEW reporting.gaps AS
SELECT account.name AS account, gap.stream, gap.from_time, gap.to_time, gap.log_id, gap.reason, gap.detected_at,
       gap.resolved_at, gap.account_id
FROM archive.gaps AS gap JOIN archive.accounts AS account USING (account_id);
COMMENT ON VIEW reporting.gaps IS 'What was lost, when, and why. Always up to date.';
COMMENT ON COLUMN reporting.gaps.account IS 'The account''s name in the configuration.';
COMMENT ON COLUMN reporting.gaps.stream IS 'calls, sessions, errors, or bodies (the logs of the calls).';
COMMENT ON COLUMN reporting.gaps.from_time IS 'Where the lost time begins; for a lost log the start of its call.';
COMMENT ON COLUMN reporting.gaps.to_time IS 'Where the lost time ends; for a lost log the end of its call.';
COMMENT ON COLUMN reporting.gaps.log_id IS 'The log that was lost; null for lost time.';
COMMENT ON COLUMN reporting.gaps.reason IS 'Why, in words.';
COMMENT ON COLUMN reporting.gaps.detected_at IS 'When the archive found out.';
COMMENT ON COLUMN reporting.gaps.resolved_at IS 'When the lost log was obtained after all; null while it is lost.';
COMMENT ON COLUMN reporting.gaps.account_id IS 'The archive''s own number for the account.';
