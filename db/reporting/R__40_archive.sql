-- How the archive stands: the same figures as 'callvault status'.
CREATE OR REPLACE VIEW reporting.archive_streams AS
SELECT account.name AS account, stream,
       mark.complete_through,
       extract(epoch FROM now() - mark.complete_through)::bigint AS behind_seconds,
       run.succeeded_at AS last_success_at,
       extract(epoch FROM now() - run.succeeded_at)::bigint AS last_success_age_seconds,
       run.attempted_at AS last_attempt_at,
       run.failure AS last_failure,
       coalesce(run.requests, 0) AS requests,
       (SELECT count(*) FROM archive.coverage AS part
        WHERE part.account_id = account.account_id AND part.stream = streams.stream AND NOT part.proven) AS unproven_spans,
       (SELECT count(*) FROM archive.gaps AS gap
        WHERE gap.account_id = account.account_id AND gap.stream = streams.stream AND gap.resolved_at IS NULL) AS gaps,
       account.account_id
FROM archive.accounts AS account
CROSS JOIN (VALUES ('calls'), ('sessions'), ('errors'), ('bodies')) AS streams (stream)
LEFT JOIN archive.watermarks AS mark USING (account_id, stream)
LEFT JOIN archive.runs AS run USING (account_id, stream);
COMMENT ON VIEW reporting.archive_streams IS 'One row for each account and stream: how far it is complete, when it was last proven, what is missing. Always up to date.';
COMMENT ON COLUMN reporting.archive_streams.account IS 'The account''s name in the configuration.';
COMMENT ON COLUMN reporting.archive_streams.stream IS 'calls, sessions, errors, or bodies (the logs of the calls).';
COMMENT ON COLUMN reporting.archive_streams.complete_through IS 'The watermark: everything that started before and that the provider has shown is stored, or is in gaps; null before the first success.';
COMMENT ON COLUMN reporting.archive_streams.behind_seconds IS 'How old the watermark is, in seconds.';
COMMENT ON COLUMN reporting.archive_streams.last_success_at IS 'When a run of the stream last ended without failure.';
COMMENT ON COLUMN reporting.archive_streams.last_success_age_seconds IS 'How long ago that was, in seconds.';
COMMENT ON COLUMN reporting.archive_streams.last_attempt_at IS 'When the stream was last tried.';
COMMENT ON COLUMN reporting.archive_streams.last_failure IS 'Why the last run failed; null when it did not.';
COMMENT ON COLUMN reporting.archive_streams.requests IS 'Requests that all runs of the stream have cost so far.';
COMMENT ON COLUMN reporting.archive_streams.unproven_spans IS 'Spans that were listed, but which the provider''s total does not prove complete.';
COMMENT ON COLUMN reporting.archive_streams.gaps IS 'Gaps that are not resolved: something is lost.';
COMMENT ON COLUMN reporting.archive_streams.account_id IS 'The archive''s own number for the account.';

-- What else is known of an account joins by account_id, one row each.
CREATE OR REPLACE VIEW reporting.archive_health AS
SELECT account.name AS account,
       streams.calls_complete_through, streams.sessions_complete_through, streams.errors_complete_through,
       streams.bodies_complete_through,
       extract(epoch FROM queue.next_expiry_at - now())::bigint AS headroom_seconds,
       queue.next_expiry_at,
       queue.backlog,
       streams.gaps, streams.unproven_spans, streams.last_success_at,
       extract(epoch FROM now() - streams.last_success_at)::bigint AS last_success_age_seconds,
       streams.failing_streams, streams.requests,
       account.account_id
FROM archive.accounts AS account
JOIN (
    SELECT account_id,
           max(complete_through) FILTER (WHERE stream = 'calls') AS calls_complete_through,
           max(complete_through) FILTER (WHERE stream = 'sessions') AS sessions_complete_through,
           max(complete_through) FILTER (WHERE stream = 'errors') AS errors_complete_through,
           max(complete_through) FILTER (WHERE stream = 'bodies') AS bodies_complete_through,
           sum(gaps)::bigint AS gaps, sum(unproven_spans)::bigint AS unproven_spans,
           CASE WHEN count(last_success_at) = count(*) THEN min(last_success_at) END AS last_success_at,
           count(last_failure) AS failing_streams, sum(requests)::bigint AS requests
    FROM reporting.archive_streams GROUP BY account_id
) AS streams USING (account_id)
LEFT JOIN LATERAL (
    SELECT min(wanted.expires_at) AS next_expiry_at, count(*) AS backlog
    FROM archive.body_queue AS wanted
    JOIN archive.calls AS call USING (account_id, log_id)
    WHERE wanted.account_id = account.account_id AND call.log_state = 'pending'
) AS queue ON true;
COMMENT ON VIEW reporting.archive_health IS 'One row for each account: whether anything is being lost. Always up to date.';
COMMENT ON COLUMN reporting.archive_health.account IS 'The account''s name in the configuration.';
COMMENT ON COLUMN reporting.archive_health.calls_complete_through IS 'The watermark of the calls.';
COMMENT ON COLUMN reporting.archive_health.sessions_complete_through IS 'The watermark of the sessions.';
COMMENT ON COLUMN reporting.archive_health.errors_complete_through IS 'The watermark of the errors.';
COMMENT ON COLUMN reporting.archive_health.bodies_complete_through IS 'The watermark of the bodies.';
COMMENT ON COLUMN reporting.archive_health.headroom_seconds IS 'Seconds until the next wanted log expires; null when none is wanted, negative when one is overdue.';
COMMENT ON COLUMN reporting.archive_health.next_expiry_at IS 'When the next wanted log expires; null when none is wanted.';
COMMENT ON COLUMN reporting.archive_health.backlog IS 'Logs that are still to be fetched.';
COMMENT ON COLUMN reporting.archive_health.gaps IS 'Gaps that are not resolved: something is lost.';
COMMENT ON COLUMN reporting.archive_health.unproven_spans IS 'Spans that were listed, but which the provider''s total does not prove complete.';
COMMENT ON COLUMN reporting.archive_health.last_success_at IS 'The oldest of the streams'' last successes; null while a stream never had one.';
COMMENT ON COLUMN reporting.archive_health.last_success_age_seconds IS 'How long ago that was, in seconds.';
COMMENT ON COLUMN reporting.archive_health.failing_streams IS 'Streams whose last run failed.';
COMMENT ON COLUMN reporting.archive_health.requests IS 'Requests that all runs have cost so far.';
COMMENT ON COLUMN reporting.archive_health.account_id IS 'The archive''s own number for the account.';
