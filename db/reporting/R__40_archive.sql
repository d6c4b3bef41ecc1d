-- The state of the archive: the same figures as 'callvault status'.
CREATE OR REPLACE VIEW reporting.archive_streams AS
SELECT account.name AS account, stream,
       mark.complete_through,
       extract(epoch FROM now() - mark.complete_through)::bigint AS behind_seconds,
       run.succeeded_at AS last_success_at,
       extract(epoch FROM now() - run.succeeded_at)::bigint AS last_success_age_seconds,
       run.attempted_at AS last_attempt_at,
       run.failure AS last_failure,
       coalesce(run.requests, 0) AS requests,
       (SELECT count(*) FROM archive.losses AS loss WHERE loss.account_id = account.account_id
          AND loss.stream = streams.stream AND kind = 'unproven' AND is_open) AS unproven_spans,
       (SELECT count(*) FROM archive.losses AS loss WHERE loss.account_id = account.account_id
          AND loss.stream = streams.stream AND kind = 'lost' AND is_open) AS gaps,
       account.account_id,
       (SELECT count(*) FROM archive.losses AS loss WHERE loss.account_id = account.account_id
          AND loss.stream = streams.stream AND NOT is_open) AS acknowledged,
       (SELECT count(*) FROM archive.losses AS loss WHERE loss.account_id = account.account_id
          AND loss.stream = streams.stream AND kind IN ('unreadable', 'conflict') AND is_open) AS doubts
FROM archive.accounts AS account
CROSS JOIN (VALUES ('calls'), ('sessions'), ('errors'), ('bodies')) AS streams (stream)
LEFT JOIN archive.watermarks AS mark USING (account_id, stream)
LEFT JOIN archive.runs AS run USING (account_id, stream);
COMMENT ON VIEW reporting.archive_streams IS 'One row for each account and stream: how far it is complete, when its last run succeeded, and what is missing. Key: account_id, stream.';
COMMENT ON COLUMN reporting.archive_streams.account IS 'The account''s name in the configuration.';
COMMENT ON COLUMN reporting.archive_streams.stream IS 'calls, sessions, errors, or bodies (the calls'' logs).';
COMMENT ON COLUMN reporting.archive_streams.complete_through IS 'The watermark: everything that started before this time and that the provider has shown is stored, or has a row in gaps. Null before the first success.';
COMMENT ON COLUMN reporting.archive_streams.behind_seconds IS 'Age of the watermark in seconds.';
COMMENT ON COLUMN reporting.archive_streams.last_success_at IS 'When a run of the stream last succeeded; null if none has.';
COMMENT ON COLUMN reporting.archive_streams.last_success_age_seconds IS 'How many seconds ago that was.';
COMMENT ON COLUMN reporting.archive_streams.last_attempt_at IS 'When a run of the stream last began.';
COMMENT ON COLUMN reporting.archive_streams.last_failure IS 'Why the last run failed; null if it did not.';
COMMENT ON COLUMN reporting.archive_streams.requests IS 'How many requests all runs of the stream have made so far.';
COMMENT ON COLUMN reporting.archive_streams.unproven_spans IS 'Spans of time that were listed, but are not proven complete by the provider''s total, and not acknowledged either.';
COMMENT ON COLUMN reporting.archive_streams.gaps IS 'Losses that are neither resolved nor acknowledged.';
COMMENT ON COLUMN reporting.archive_streams.account_id IS 'The archive''s own number for the account.';
COMMENT ON COLUMN reporting.archive_streams.acknowledged IS 'How many losses, unproven spans, unreadable rows and conflicts of log ids were acknowledged, and no longer count.';
COMMENT ON COLUMN reporting.archive_streams.doubts IS 'Rows that cannot be read, and calls under the log_id of another call, that are not acknowledged.';

-- One row for each account, so that it joins with other views by account_id.
CREATE OR REPLACE VIEW reporting.archive_health AS
SELECT account.name AS account,
       streams.calls_complete_through, streams.sessions_complete_through, streams.errors_complete_through,
       streams.bodies_complete_through,
       forecast.headroom_seconds,
       queue.next_expiry_at,
       forecast.backlog,
       streams.gaps, streams.unproven_spans, streams.last_success_at,
       extract(epoch FROM now() - streams.last_success_at)::bigint AS last_success_age_seconds,
       streams.failing_streams, streams.requests,
       account.account_id,
       forecast.headroom_of, forecast.drain_seconds, forecast.expected_losses, forecast.at_risk,
       forecast.budget_per_second AS budget_requests_per_second,
       streams.acknowledged,
       now() + make_interval(secs => forecast.headroom_seconds) AS next_loss_at,
       forecast.body_headroom_seconds, forecast.calls_headroom_seconds, forecast.sessions_headroom_seconds,
       forecast.errors_headroom_seconds, streams.doubts,
       (SELECT closed_at FROM archive.closings AS closing
        WHERE closing.account_id = account.account_id AND closing.reopened_at IS NULL) AS closed_at
FROM archive.accounts AS account
JOIN archive.forecast AS forecast USING (account_id)
JOIN (
    SELECT account_id,
           max(complete_through) FILTER (WHERE stream = 'calls') AS calls_complete_through,
           max(complete_through) FILTER (WHERE stream = 'sessions') AS sessions_complete_through,
           max(complete_through) FILTER (WHERE stream = 'errors') AS errors_complete_through,
           max(complete_through) FILTER (WHERE stream = 'bodies') AS bodies_complete_through,
           sum(gaps)::bigint AS gaps, sum(unproven_spans)::bigint AS unproven_spans,
           CASE WHEN count(last_success_at) = count(*) THEN min(last_success_at) END AS last_success_at,
           count(last_failure) AS failing_streams, sum(requests)::bigint AS requests, sum(acknowledged)::bigint AS acknowledged,
           sum(doubts)::bigint AS doubts
    FROM reporting.archive_streams GROUP BY account_id
) AS streams USING (account_id)
LEFT JOIN LATERAL (
    SELECT min(wanted.expires_at) AS next_expiry_at
    FROM archive.body_queue AS wanted
    JOIN archive.every_call AS call USING (account_id, log_id, started_at)
    WHERE wanted.account_id = account.account_id AND call.log_state = 'pending'
) AS queue ON true;
COMMENT ON VIEW reporting.archive_health IS 'One row for each account: how far it is complete, what is still to be fetched, and what is lost. Key: account_id.';
COMMENT ON COLUMN reporting.archive_health.account IS 'The account''s name in the configuration.';
COMMENT ON COLUMN reporting.archive_health.calls_complete_through IS 'Calls that started before this time are complete (the watermark); null before the first success.';
COMMENT ON COLUMN reporting.archive_health.sessions_complete_through IS 'Sessions that started before this time are complete (the watermark); null before the first success.';
COMMENT ON COLUMN reporting.archive_health.errors_complete_through IS 'Errors that happened before this time are complete (the watermark); null before the first success.';
COMMENT ON COLUMN reporting.archive_health.bodies_complete_through IS 'Logs of calls that started before this time are complete (the watermark); null before the first success.';
COMMENT ON COLUMN reporting.archive_health.headroom_seconds IS 'Seconds until the next loss: until the next log that is still to be fetched expires, or until time that is not proven can no longer be requested; negative if overdue. The same as in callvault status.';
COMMENT ON COLUMN reporting.archive_health.next_expiry_at IS 'When the next log that is still to be fetched expires; null if there is none.';
COMMENT ON COLUMN reporting.archive_health.backlog IS 'Logs that are still to be fetched.';
COMMENT ON COLUMN reporting.archive_health.gaps IS 'Losses that are neither resolved nor acknowledged.';
COMMENT ON COLUMN reporting.archive_health.unproven_spans IS 'Spans of time that were listed, but are not proven complete by the provider''s total, and not acknowledged either.';
COMMENT ON COLUMN reporting.archive_health.last_success_at IS 'When the last run succeeded, of the stream for which that is longest ago; null if a stream has never succeeded.';
COMMENT ON COLUMN reporting.archive_health.last_success_age_seconds IS 'How many seconds ago that was.';
COMMENT ON COLUMN reporting.archive_health.failing_streams IS 'Number of streams whose last run failed.';
COMMENT ON COLUMN reporting.archive_health.requests IS 'How many requests all runs have made so far.';
COMMENT ON COLUMN reporting.archive_health.account_id IS 'The archive''s own number for the account.';
COMMENT ON COLUMN reporting.archive_health.headroom_of IS 'What would be lost first: bodies (logs), calls, sessions or errors.';
COMMENT ON COLUMN reporting.archive_health.drain_seconds IS 'Seconds until the logs that are still to be fetched are fetched, at the rate of the last hour; null if nothing was fetched for an hour.';
COMMENT ON COLUMN reporting.archive_health.expected_losses IS 'Logs that will expire before their turn at that rate.';
COMMENT ON COLUMN reporting.archive_health.at_risk IS 'Whether something will be lost if nothing changes.';
COMMENT ON COLUMN reporting.archive_health.budget_requests_per_second IS 'Requests per second that the configuration and the provider allow; null if no limit is known.';
COMMENT ON COLUMN reporting.archive_health.acknowledged IS 'How many losses, unproven spans, unreadable rows and conflicts of log ids were acknowledged, and no longer count.';
COMMENT ON COLUMN reporting.archive_health.next_loss_at IS 'When that is; in the past if it is overdue.';
COMMENT ON COLUMN reporting.archive_health.body_headroom_seconds IS 'Seconds until the next log that is still to be fetched expires; null if none is.';
COMMENT ON COLUMN reporting.archive_health.calls_headroom_seconds IS 'Seconds until the earliest time whose calls are not proven can no longer be requested. While all is well, this is time that has just passed: almost five days.';
COMMENT ON COLUMN reporting.archive_health.sessions_headroom_seconds IS 'The same for sessions, which can be requested for a year.';
COMMENT ON COLUMN reporting.archive_health.errors_headroom_seconds IS 'The same for errors, which can be requested for a year.';
COMMENT ON COLUMN reporting.archive_health.closed_at IS 'When the account was closed, so that nothing more of it is archived; null while it is open. A closed account has no backlog and no headroom.';
COMMENT ON COLUMN reporting.archive_health.doubts IS 'Rows that cannot be read, and calls under the log_id of another call, that are not acknowledged.';
