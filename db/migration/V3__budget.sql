-- What the nodes share about asking the provider: the pace, who asks how much at once, the login, and what it all comes to.

CREATE TABLE archive.request_budgets (
    account_id         bigint           PRIMARY KEY REFERENCES archive.accounts,
    most_per_second    double precision,
    found_per_second   double precision,
    refused_per_second double precision,
    next_at            timestamptz      NOT NULL,
    paused_until       timestamptz      NOT NULL,
    window_limit       bigint,
    window_left        bigint,
    window_seconds     bigint,
    window_reset_at    timestamptz
) WITH (fillfactor = 50);
COMMENT ON TABLE archive.request_budgets IS 'How fast each account''s provider may be asked, by all nodes together. Times are the database server''s.';
COMMENT ON COLUMN archive.request_budgets.account_id IS 'The account.';
COMMENT ON COLUMN archive.request_budgets.most_per_second IS 'The configured limit of the node that asked last, in requests a second; null for none.';
COMMENT ON COLUMN archive.request_budgets.found_per_second IS 'The rate that the provider''s refusals led to; null while it tolerates the configured one.';
COMMENT ON COLUMN archive.request_budgets.refused_per_second IS 'The rate at which the provider last refused; approached slowly. Null when nothing is known.';
COMMENT ON COLUMN archive.request_budgets.next_at IS 'When the next request may begin that no node has been given yet.';
COMMENT ON COLUMN archive.request_budgets.paused_until IS 'Until when the provider asked for a pause; past when it did not.';
COMMENT ON COLUMN archive.request_budgets.window_limit IS 'X-RateLimit-Limit: requests in one of the provider''s windows; null when it states none.';
COMMENT ON COLUMN archive.request_budgets.window_left IS 'Requests left in this window that no node has been given yet.';
COMMENT ON COLUMN archive.request_budgets.window_seconds IS 'How long a window is, by the farthest reset that was stated.';
COMMENT ON COLUMN archive.request_budgets.window_reset_at IS 'When the provider''s next window begins.';

CREATE TABLE archive.request_leases (
    account_id bigint      NOT NULL REFERENCES archive.accounts,
    node       text        NOT NULL,
    wanted     integer     NOT NULL,
    slots      integer     NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (account_id, node)
) WITH (fillfactor = 50);
COMMENT ON TABLE archive.request_leases IS 'How many requests at once each node may make to an account. A node that is killed or hangs loses its share when the lease expires.';
COMMENT ON COLUMN archive.request_leases.account_id IS 'The account.';
COMMENT ON COLUMN archive.request_leases.node IS 'The process that holds the lease.';
COMMENT ON COLUMN archive.request_leases.wanted IS 'How many requests at once it would like to make.';
COMMENT ON COLUMN archive.request_leases.slots IS 'How many it may make.';
COMMENT ON COLUMN archive.request_leases.expires_at IS 'When the lease ends unless it is renewed, by the database server''s clock.';

CREATE TABLE archive.logins (
    account_id  bigint      PRIMARY KEY REFERENCES archive.accounts,
    refused_at  timestamptz NOT NULL,
    refusals    integer     NOT NULL,
    next_try_at timestamptz NOT NULL,
    trying      boolean     NOT NULL,
    tries       integer     NOT NULL,
    tries_since timestamptz NOT NULL,
    message     text        NOT NULL
);
COMMENT ON TABLE archive.logins IS 'Accounts whose login the provider refuses; they are paused until it accepts it again.';
COMMENT ON COLUMN archive.logins.account_id IS 'The account.';
COMMENT ON COLUMN archive.logins.refused_at IS 'When the login was last refused.';
COMMENT ON COLUMN archive.logins.refusals IS 'How many tries in a row were refused.';
COMMENT ON COLUMN archive.logins.next_try_at IS 'When one request of one node tries again.';
COMMENT ON COLUMN archive.logins.trying IS 'Whether somebody is trying now.';
COMMENT ON COLUMN archive.logins.tries IS 'How often it was tried since tries_since.';
COMMENT ON COLUMN archive.logins.tries_since IS 'When counting tries began, for the provider''s limit of sign-ins.';
COMMENT ON COLUMN archive.logins.message IS 'What the provider said.';

CREATE TABLE archive.throughput (
    account_id bigint      NOT NULL REFERENCES archive.accounts,
    minute     timestamptz NOT NULL,
    bodies     bigint      NOT NULL,
    PRIMARY KEY (account_id, minute)
) WITH (fillfactor = 70);
COMMENT ON TABLE archive.throughput IS 'How many call logs were asked for with an answer, by the minute, lately.';
COMMENT ON COLUMN archive.throughput.account_id IS 'The account.';
COMMENT ON COLUMN archive.throughput.minute IS 'The minute''s beginning.';
COMMENT ON COLUMN archive.throughput.bodies IS 'Logs that were archived, found unavailable, or quarantined.';

-- The one place that knows the arithmetic. A function, so that it can be asked about a time other than now.
CREATE FUNCTION archive.forecast_at(at timestamptz)
RETURNS TABLE (
    account_id bigint, backlog bigint, headroom_seconds bigint, headroom_of text, body_headroom_seconds bigint,
    calls_headroom_seconds bigint, sessions_headroom_seconds bigint, errors_headroom_seconds bigint,
    bodies_per_second double precision, budget_per_second double precision, drain_seconds bigint, drained_at timestamptz,
    expected_losses bigint, at_risk boolean
) LANGUAGE sql STABLE AS $$
    WITH wanted AS MATERIALIZED (
        SELECT queue.account_id, queue.expires_at, call.first_seen_at,
               row_number() OVER (PARTITION BY queue.account_id ORDER BY queue.expires_at) AS place
        FROM archive.body_queue AS queue JOIN archive.calls AS call USING (account_id, log_id)
        WHERE call.log_state = 'pending'
    ), backlogs AS (
        SELECT account_id, count(*) AS backlog, min(expires_at) AS next_expiry,
               -- as long as work has been waiting, but no more than an hour: what was done meanwhile is what can be done
               least(greatest(extract(epoch FROM at - min(first_seen_at)), 60), 3600)::double precision AS observed
        FROM wanted GROUP BY account_id
    ), done AS (
        SELECT backlogs.account_id, backlogs.observed, coalesce(sum(throughput.bodies), 0) AS bodies
        FROM backlogs LEFT JOIN archive.throughput ON throughput.account_id = backlogs.account_id
             AND throughput.minute > at - make_interval(secs => backlogs.observed) AND throughput.minute <= at
        GROUP BY backlogs.account_id, backlogs.observed
    ), budgets AS (
        -- least() leaves out what is not known
        SELECT account_id, least(most_per_second, found_per_second,
                                 window_limit::double precision / nullif(window_seconds, 0)) AS most
        FROM archive.request_budgets
    ), rates AS (
        -- Nothing done for an hour is a standstill; nothing done in a shorter time says nothing yet, and the budget counts.
        SELECT account.account_id, budgets.most AS budget, done.bodies / done.observed AS seen,
               CASE WHEN done.bodies > 0 THEN least(done.bodies / done.observed, budgets.most)
                    WHEN done.observed >= 3600 THEN 0 ELSE budgets.most END AS rate
        FROM archive.accounts AS account LEFT JOIN done USING (account_id) LEFT JOIN budgets USING (account_id)
    ), too_late AS (
        SELECT wanted.account_id, count(*) AS bodies FROM wanted JOIN rates USING (account_id)
        WHERE extract(epoch FROM wanted.expires_at - at) < wanted.place / nullif(rates.rate, 0)
        GROUP BY wanted.account_id
    ), uncovered AS (
        SELECT account.account_id, streams.stream, streams.retention, (
            SELECT min(lower(hole)) FROM unnest(
                int8multirange(int8range(least(coalesce(ledger.beginning, account.created), now_second), now_second))
                - coalesce(ledger.settled, '{}'::int8multirange)) AS hole) AS second
        FROM (SELECT account_id, extract(epoch FROM created_at)::bigint AS created, extract(epoch FROM at)::bigint + 1 AS now_second
              FROM archive.accounts) AS account
        CROSS JOIN (VALUES ('calls', 5 * 86400), ('sessions', 364 * 86400), ('errors', 364 * 86400)) AS streams (stream, retention)
        CROSS JOIN LATERAL (
            SELECT min(lower(span)) AS beginning, range_agg(span) FILTER (WHERE settles) AS settled
            FROM (SELECT span, proven AS settles FROM archive.coverage
                  WHERE coverage.account_id = account.account_id AND coverage.stream = streams.stream
                  UNION ALL
                  SELECT int8range(extract(epoch FROM from_time)::bigint, extract(epoch FROM to_time)::bigint), true
                  FROM archive.gaps
                  WHERE gaps.account_id = account.account_id AND gaps.stream = streams.stream AND log_id IS NULL) AS spans
        ) AS ledger
    ), times AS (
        SELECT account_id,
               min(second + retention - extract(epoch FROM at)::bigint) FILTER (WHERE stream = 'calls') AS calls,
               min(second + retention - extract(epoch FROM at)::bigint) FILTER (WHERE stream = 'sessions') AS sessions,
               min(second + retention - extract(epoch FROM at)::bigint) FILTER (WHERE stream = 'errors') AS errors
        FROM uncovered GROUP BY account_id
    ), standing AS (
        SELECT account_id, coalesce(backlogs.backlog, 0) AS backlog, times.calls, times.sessions, times.errors, rates.seen, rates.rate, rates.budget,
               extract(epoch FROM backlogs.next_expiry - at)::bigint AS bodies, coalesce(too_late.bodies, 0) AS losses
        FROM rates JOIN times USING (account_id) LEFT JOIN backlogs USING (account_id) LEFT JOIN too_late USING (account_id)
    ), drains AS (
        SELECT *, least(bodies, calls, sessions, errors) AS headroom,
               CASE WHEN backlog = 0 OR rate IS NULL THEN 0
                    WHEN rate > 0 THEN least(ceil(backlog / rate), 1e12) END::bigint AS drain
        FROM standing
    )
    SELECT account_id, backlog, headroom,
           CASE headroom WHEN bodies THEN 'bodies' WHEN calls THEN 'calls' WHEN errors THEN 'errors' WHEN sessions THEN 'sessions' END,
           bodies, calls, sessions, errors, seen, budget, drain,
           CASE WHEN drain < 1e9 THEN at + make_interval(secs => drain::double precision) END, losses,
           -- At a standstill nobody knows when it ends; below a day and a half it must be looked at.
           losses > 0 OR coalesce(drain IS NULL AND bodies < 36 * 3600, false)
               OR coalesce(headroom < 3600, false)
    FROM drains
$$;
COMMENT ON FUNCTION archive.forecast_at IS 'What archive.forecast would say at another time.';

CREATE VIEW archive.forecast AS SELECT * FROM archive.forecast_at(now());
COMMENT ON VIEW archive.forecast IS 'How long until something is lost, and whether the backlog is drained before; one row for each account.';
COMMENT ON COLUMN archive.forecast.account_id IS 'The account.';
COMMENT ON COLUMN archive.forecast.backlog IS 'Call logs that are still to be fetched.';
COMMENT ON COLUMN archive.forecast.headroom_seconds IS 'Seconds until the next wanted log expires or the next second of unlisted or unproven time falls behind the provider''s retention; negative when overdue.';
COMMENT ON COLUMN archive.forecast.headroom_of IS 'What is lost first: bodies, calls, sessions or errors.';
COMMENT ON COLUMN archive.forecast.body_headroom_seconds IS 'Seconds until the next wanted log expires; null when none is wanted.';
COMMENT ON COLUMN archive.forecast.calls_headroom_seconds IS 'Seconds until the earliest unlisted or unproven second of the calls can no longer be asked for.';
COMMENT ON COLUMN archive.forecast.sessions_headroom_seconds IS 'The same of the sessions.';
COMMENT ON COLUMN archive.forecast.errors_headroom_seconds IS 'The same of the errors.';
COMMENT ON COLUMN archive.forecast.bodies_per_second IS 'Logs a second that were asked for while work was waiting, over the last hour at most; null without a backlog.';
COMMENT ON COLUMN archive.forecast.budget_per_second IS 'Requests a second that the configuration and the provider allow; null for no known limit.';
COMMENT ON COLUMN archive.forecast.drain_seconds IS 'Seconds until the backlog is fetched at that rate; null when nothing was fetched for an hour.';
COMMENT ON COLUMN archive.forecast.drained_at IS 'When the backlog is fetched at that rate.';
COMMENT ON COLUMN archive.forecast.expected_losses IS 'Logs that expire before their turn, nearest to expiry first, at that rate.';
COMMENT ON COLUMN archive.forecast.at_risk IS 'Whether something will be lost unless things change: logs expire before their turn, nothing moves with little time left, or less than an hour is left.';
