-- What nodes share: runs and jobs, the nodes themselves with their settings, the request budget and the logins.

CREATE TABLE archive.runs (
    account_id      bigint      NOT NULL REFERENCES archive.accounts,
    stream          text        NOT NULL CHECK (stream IN ('calls', 'sessions', 'errors', 'bodies')),
    attempted_at    timestamptz NOT NULL,
    succeeded_at    timestamptz,
    failure         text,
    requests        bigint      NOT NULL,
    usual_seconds   bigint,
    PRIMARY KEY (account_id, stream)
) WITH (fillfactor = 50);
COMMENT ON TABLE archive.runs IS 'The last run of each stream. Judge it by succeeded_at, not by attempted_at.';
COMMENT ON COLUMN archive.runs.account_id IS 'The account.';
COMMENT ON COLUMN archive.runs.stream IS 'calls, sessions, errors, or bodies (the calls'' logs).';
COMMENT ON COLUMN archive.runs.attempted_at IS 'When a run of the stream last began.';
COMMENT ON COLUMN archive.runs.succeeded_at IS 'When a run of the stream last succeeded; null if none has.';
COMMENT ON COLUMN archive.runs.failure IS 'Why the last run failed; null if it did not.';
COMMENT ON COLUMN archive.runs.requests IS 'How many requests all runs of the stream have made so far.';
COMMENT ON COLUMN archive.runs.usual_seconds IS 'The usual time between two successful runs in seconds, in which recent runs count most; null before the second.';

-- Whether a job is due is decided here, by the database server's clock. A node's own clock only decides when it asks.
CREATE TABLE archive.jobs (
    job      text        PRIMARY KEY,
    every    interval    NOT NULL,
    node     text        NOT NULL,
    began_at timestamptz NOT NULL,
    seen_at  timestamptz NOT NULL,
    ended_at timestamptz,
    outcome  text        CHECK (outcome IN ('done', 'failed', 'left', 'unfit')),
    CHECK ((ended_at IS NULL) = (outcome IS NULL))
) WITH (fillfactor = 50);
COMMENT ON TABLE archive.jobs IS 'The recurring jobs of all nodes, each with its last run. Times are by the database server''s clock.';
COMMENT ON COLUMN archive.jobs.job IS 'The work, for example "list main calls".';
COMMENT ON COLUMN archive.jobs.every IS 'How often the job is due, by the settings of the node that last began it.';
COMMENT ON COLUMN archive.jobs.node IS 'The process that last began it.';
COMMENT ON COLUMN archive.jobs.began_at IS 'When the job last began.';
COMMENT ON COLUMN archive.jobs.seen_at IS 'When that process last reported that it is still working; after half a minute of silence another may begin the job again.';
COMMENT ON COLUMN archive.jobs.ended_at IS 'When the job ended; null while it runs, or if it was cut short.';
COMMENT ON COLUMN archive.jobs.outcome IS 'done; failed (tried again when next due); left (another process was doing the same work; tried again soon); or unfit (that machine''s clock was wrong; tried again by another node, or once the clock is right). Null until the job has ended.';

-- Nodes record the settings that must be the same on all of them, so that differences are found.
CREATE TABLE archive.nodes (
    node                text        PRIMARY KEY,
    name                text        NOT NULL,
    kind                text        NOT NULL CHECK (kind IN ('daemon', 'archive')),
    version             text        NOT NULL,
    accounts            text[]      NOT NULL,
    settings            jsonb       NOT NULL,
    rules               jsonb       NOT NULL,
    fingerprint         text        NOT NULL,
    started_at          timestamptz NOT NULL,
    seen_at             timestamptz NOT NULL,
    clock_ahead_seconds bigint      NOT NULL
);
COMMENT ON TABLE archive.nodes IS 'The processes that archive into this database. One that has not been seen for a minute no longer counts as running; its row is deleted after a day.';
COMMENT ON COLUMN archive.nodes.node IS 'The node''s name, with a suffix that is unique to the process.';
COMMENT ON COLUMN archive.nodes.name IS 'The node''s name in the configuration (node-name).';
COMMENT ON COLUMN archive.nodes.kind IS 'daemon, or archive (a single pass).';
COMMENT ON COLUMN archive.nodes.version IS 'The version of the program.';
COMMENT ON COLUMN archive.nodes.accounts IS 'The names of the accounts that the node archives.';
COMMENT ON COLUMN archive.nodes.settings IS 'The settings that must be the same on every node.';
COMMENT ON COLUMN archive.nodes.rules IS 'The redaction rules in clear text and in order. Every running node applies the rules of all.';
COMMENT ON COLUMN archive.nodes.fingerprint IS 'SHA-256 of the settings and rules; equal on nodes that are configured alike.';
COMMENT ON COLUMN archive.nodes.started_at IS 'When the process started, by the database server''s clock.';
COMMENT ON COLUMN archive.nodes.seen_at IS 'When the process last reported that it is running, by the database server''s clock.';
COMMENT ON COLUMN archive.nodes.clock_ahead_seconds IS 'How many seconds the node''s clock is ahead of the database server''s; negative if it is behind.';

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
COMMENT ON TABLE archive.request_budgets IS 'How fast all nodes together may send requests for each account. Times are by the database server''s clock.';
COMMENT ON COLUMN archive.request_budgets.account_id IS 'The account.';
COMMENT ON COLUMN archive.request_budgets.most_per_second IS 'The configured limit in requests per second, on the node that made the last request; null if there is none.';
COMMENT ON COLUMN archive.request_budgets.found_per_second IS 'The lower rate in force since the provider refused requests; null while it tolerates the configured rate.';
COMMENT ON COLUMN archive.request_budgets.refused_per_second IS 'The rate at which the provider last refused requests, which is approached slowly; null if unknown.';
COMMENT ON COLUMN archive.request_budgets.next_at IS 'The earliest time for a request that no node has reserved yet.';
COMMENT ON COLUMN archive.request_budgets.paused_until IS 'The end of the pause that the provider asked for; in the past if there is none.';
COMMENT ON COLUMN archive.request_budgets.window_limit IS 'How many requests the provider allows in each of its periods (X-RateLimit-Limit); null if it states no limit.';
COMMENT ON COLUMN archive.request_budgets.window_left IS 'Requests left in the current period that no node has reserved yet.';
COMMENT ON COLUMN archive.request_budgets.window_seconds IS 'The length of a period in seconds, by the latest reset that the provider has stated.';
COMMENT ON COLUMN archive.request_budgets.window_reset_at IS 'When the provider''s next period begins.';

CREATE TABLE archive.request_leases (
    account_id bigint      NOT NULL REFERENCES archive.accounts,
    node       text        NOT NULL,
    wanted     integer     NOT NULL,
    slots      integer     NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (account_id, node)
) WITH (fillfactor = 50);
COMMENT ON TABLE archive.request_leases IS 'How many simultaneous requests each node may make for an account. A node that stops or hangs loses its share when the lease expires.';
COMMENT ON COLUMN archive.request_leases.account_id IS 'The account.';
COMMENT ON COLUMN archive.request_leases.node IS 'The process that has the lease.';
COMMENT ON COLUMN archive.request_leases.wanted IS 'How many simultaneous requests it could use.';
COMMENT ON COLUMN archive.request_leases.slots IS 'How many it may make.';
COMMENT ON COLUMN archive.request_leases.expires_at IS 'When the lease ends unless it is renewed, by the database server''s clock.';

-- A refusal is remembered for the username together with its password, so that it does not stop a process with another password.
-- The refusals are counted for the account as a whole, because that is what the provider counts.
CREATE TABLE archive.logins (
    account_id  bigint      NOT NULL REFERENCES archive.accounts,
    login       text        NOT NULL,
    refused_at  timestamptz NOT NULL,
    refused_by  text        NOT NULL,
    refusals    integer     NOT NULL,
    next_try_at timestamptz NOT NULL,
    trying      boolean     NOT NULL,
    message     text        NOT NULL,
    PRIMARY KEY (account_id, login)
);
COMMENT ON TABLE archive.logins IS 'Logins that the provider refused. Every process with the same username and password waits until next_try_at. A row is deleted once the login is accepted. Times are by the database server''s clock.';
COMMENT ON COLUMN archive.logins.account_id IS 'The account.';
COMMENT ON COLUMN archive.logins.login IS 'A slow, salted hash of the username and password, from which neither can be recovered.';
COMMENT ON COLUMN archive.logins.refused_at IS 'When the login was last refused.';
COMMENT ON COLUMN archive.logins.refused_by IS 'The node whose request was last refused.';
COMMENT ON COLUMN archive.logins.refusals IS 'How many attempts in a row were refused.';
COMMENT ON COLUMN archive.logins.next_try_at IS 'When a single request of one node tries the login again.';
COMMENT ON COLUMN archive.logins.trying IS 'Whether a node is trying it now.';
COMMENT ON COLUMN archive.logins.message IS 'The provider''s message.';

CREATE TABLE archive.sign_ins (
    account_id     bigint        PRIMARY KEY REFERENCES archive.accounts,
    salt           bytea         NOT NULL,
    refused_at     timestamptz[] NOT NULL DEFAULT '{}',
    accepted_login text,
    accepted_at    timestamptz
);
COMMENT ON TABLE archive.sign_ins IS 'An account''s refused sign-ins, and the login accepted since. Times are by the database server''s clock.';
COMMENT ON COLUMN archive.sign_ins.account_id IS 'The account.';
COMMENT ON COLUMN archive.sign_ins.salt IS 'The salt of the hashes in archive.logins.';
COMMENT ON COLUMN archive.sign_ins.refused_at IS 'When sign-ins were refused or tried again in the last 15 minutes; the provider limits their number.';
COMMENT ON COLUMN archive.sign_ins.accepted_login IS 'The login that was last accepted after another one was refused, as a hash; null if there is none.';
COMMENT ON COLUMN archive.sign_ins.accepted_at IS 'When that login was accepted. Earlier refusals need no attention.';

-- The only place that calculates headroom, backlog and forecast: status, metrics, console and reporting.archive_health read
-- it. It is a function so that the time can be chosen, and has its owner's rights so that readers of that view may call it.
CREATE FUNCTION archive.forecast_at(at timestamptz)
RETURNS TABLE (
    account_id bigint, backlog bigint, headroom_seconds bigint, headroom_of text, body_headroom_seconds bigint,
    calls_headroom_seconds bigint, sessions_headroom_seconds bigint, errors_headroom_seconds bigint,
    bodies_per_second double precision, budget_per_second double precision, drain_seconds bigint, drained_at timestamptz,
    expected_losses bigint, at_risk boolean
) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    WITH wanted AS MATERIALIZED (
        SELECT queue.account_id, queue.expires_at, call.first_seen_at,
               row_number() OVER (PARTITION BY queue.account_id ORDER BY queue.expires_at) AS place
        FROM archive.body_queue AS queue JOIN archive.every_call AS call USING (account_id, log_id, started_at)
        WHERE call.log_state = 'pending'
    ), backlogs AS (
        SELECT account_id, count(*) AS backlog, min(expires_at) AS next_expiry,
               -- how long work has been waiting, an hour at most: the rate is what was done in that time
               least(greatest(extract(epoch FROM at - min(first_seen_at)), 60), 3600)::double precision AS observed
        FROM wanted GROUP BY account_id
    ), done AS (
        SELECT backlogs.account_id, backlogs.observed, coalesce(sum(throughput.bodies), 0) AS bodies
        FROM backlogs LEFT JOIN archive.throughput ON throughput.account_id = backlogs.account_id
             AND throughput.minute > at - make_interval(secs => backlogs.observed) AND throughput.minute <= at
        GROUP BY backlogs.account_id, backlogs.observed
    ), budgets AS (
        -- least() ignores nulls, the limits that are not known
        SELECT account_id, least(most_per_second, found_per_second,
                                 window_limit::double precision / nullif(window_seconds, 0)) AS most
        FROM archive.request_budgets
    ), rates AS (
        -- Nothing done for an hour is a standstill. Nothing done in less time says little, so the budget is used instead.
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
            -- nobody waits for time whose doubt is acknowledged
            FROM (SELECT span, proven OR EXISTS (
                         SELECT FROM archive.unproven AS doubt
                         WHERE doubt.account_id = coverage.account_id AND doubt.stream = coverage.stream
                           AND doubt.from_second = lower(span) AND doubt.to_second = upper(span)
                           AND doubt.acknowledged_at IS NOT NULL) AS settles
                  FROM archive.coverage
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
           -- Nobody knows how long a standstill lasts; with less than 36 hours left, somebody should look. A first archive begins
           -- with logs that expire soon: they are no risk while each is fetched in time.
           losses > 0 OR coalesce(drain IS NULL AND bodies < 36 * 3600, false)
               OR coalesce(least(calls, sessions, errors) < 3600, false) OR coalesce(bodies < 0, false)
    FROM drains
$$;
COMMENT ON FUNCTION archive.forecast_at IS 'The same as archive.forecast, for any time.';

CREATE VIEW archive.forecast AS SELECT * FROM archive.forecast_at(now());
COMMENT ON VIEW archive.forecast IS 'One row for each account: the time left until something is lost, and whether the backlog will be fetched before.';
COMMENT ON COLUMN archive.forecast.account_id IS 'The account.';
COMMENT ON COLUMN archive.forecast.backlog IS 'Logs that are still to be fetched.';
COMMENT ON COLUMN archive.forecast.headroom_seconds IS 'Seconds until the next loss: until the next wanted log expires, or until time that is not proven can no longer be requested. Negative if overdue.';
COMMENT ON COLUMN archive.forecast.headroom_of IS 'What would be lost first: bodies (logs), calls, sessions or errors.';
COMMENT ON COLUMN archive.forecast.body_headroom_seconds IS 'Seconds until the next wanted log expires; null if no log is wanted.';
COMMENT ON COLUMN archive.forecast.calls_headroom_seconds IS 'Seconds until the earliest time whose calls are not proven can no longer be requested.';
COMMENT ON COLUMN archive.forecast.sessions_headroom_seconds IS 'The same for sessions.';
COMMENT ON COLUMN archive.forecast.errors_headroom_seconds IS 'The same for errors.';
COMMENT ON COLUMN archive.forecast.bodies_per_second IS 'Logs fetched per second while there was a backlog, over the last hour at most; null without a backlog.';
COMMENT ON COLUMN archive.forecast.budget_per_second IS 'Requests per second that the configuration and the provider allow; null if no limit is known.';
COMMENT ON COLUMN archive.forecast.drain_seconds IS 'Seconds until the backlog is fetched at that rate; null if nothing was fetched for an hour.';
COMMENT ON COLUMN archive.forecast.drained_at IS 'When the backlog will be fetched at that rate.';
COMMENT ON COLUMN archive.forecast.expected_losses IS 'Logs that will expire before their turn at that rate.';
COMMENT ON COLUMN archive.forecast.at_risk IS 'Whether something will be lost if nothing changes: logs will expire before their turn, nothing is being fetched and little time is left, or less than an hour is left to list time that is not proven.';
