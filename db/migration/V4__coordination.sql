-- What the nodes share: the runs and jobs, who archives by which settings, and the pace, the shares and the logins by which the
-- provider is asked.

CREATE TABLE archive.runs (
    account_id      bigint      NOT NULL REFERENCES archive.accounts,
    stream          text        NOT NULL CHECK (stream IN ('calls', 'sessions', 'errors', 'bodies')),
    attempted_at    timestamptz NOT NULL,
    succeeded_at    timestamptz,
    failure         text,
    requests        bigint      NOT NULL,
    PRIMARY KEY (account_id, stream)
) WITH (fillfactor = 50);
COMMENT ON TABLE archive.runs IS 'The last run of each stream; health is the age of the last success, not of the last attempt.';
COMMENT ON COLUMN archive.runs.account_id IS 'The account.';
COMMENT ON COLUMN archive.runs.stream IS 'calls, sessions, errors, or bodies (the logs of the calls).';
COMMENT ON COLUMN archive.runs.attempted_at IS 'When the stream was last tried.';
COMMENT ON COLUMN archive.runs.succeeded_at IS 'When a run of the stream last ended without failure.';
COMMENT ON COLUMN archive.runs.failure IS 'Why the last run failed; null when it did not.';
COMMENT ON COLUMN archive.runs.requests IS 'Requests that all runs of the stream have cost so far.';

-- Whether a job is due is decided here, by the server's clock; each node's own clock only says when to ask.
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
COMMENT ON TABLE archive.jobs IS 'The recurring jobs of all nodes, each with its last run. Times are the database server''s.';
COMMENT ON COLUMN archive.jobs.job IS 'What is done, for example "list main calls".';
COMMENT ON COLUMN archive.jobs.every IS 'The job''s interval, as the node has it that began it last.';
COMMENT ON COLUMN archive.jobs.node IS 'The process that began it last.';
COMMENT ON COLUMN archive.jobs.began_at IS 'When it was last begun.';
COMMENT ON COLUMN archive.jobs.seen_at IS 'When that process last said that it is still at it; half a minute later another may begin the job again.';
COMMENT ON COLUMN archive.jobs.ended_at IS 'When it ended; null while it runs, and when it was cut short.';
COMMENT ON COLUMN archive.jobs.outcome IS 'done; failed, and tried again when it is due again; left, to whoever was at the same work, and tried again soon; unfit, since that machine''s clock was wrong: another node, or the same one once its clock is right, tries again. Null until it has ended.';

-- Who archives into this database, and by which settings: those that all must share can be compared.
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
COMMENT ON TABLE archive.nodes IS 'The processes that archive into this database. One that was not seen for a minute is not live any more; it is forgotten after a day.';
COMMENT ON COLUMN archive.nodes.node IS 'The node''s name, made unique for the process.';
COMMENT ON COLUMN archive.nodes.name IS 'The node''s name as it is configured (node-name).';
COMMENT ON COLUMN archive.nodes.kind IS 'daemon, or archive for a single pass.';
COMMENT ON COLUMN archive.nodes.version IS 'The version of the program.';
COMMENT ON COLUMN archive.nodes.accounts IS 'Names of the accounts that the node archives.';
COMMENT ON COLUMN archive.nodes.settings IS 'The settings that must be the same on every node, as they can be read.';
COMMENT ON COLUMN archive.nodes.rules IS 'The redaction rules in the clear, in their order: every live node applies the rules of all.';
COMMENT ON COLUMN archive.nodes.fingerprint IS 'SHA-256 of the settings and rules: nodes with equal fingerprints are configured alike.';
COMMENT ON COLUMN archive.nodes.started_at IS 'When the process began, by the database''s clock.';
COMMENT ON COLUMN archive.nodes.seen_at IS 'When it last said that it is alive, by the database''s clock.';
COMMENT ON COLUMN archive.nodes.clock_ahead_seconds IS 'How far the node''s clock is ahead of the database''s; negative when it is behind.';

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

-- What is remembered as refused is a login with its password, so that whoever uses another one is not stopped by it. How
-- often one was refused is counted for the account, since that is what the provider counts.
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
COMMENT ON TABLE archive.logins IS 'Logins that the provider refused: a process with the same username and password waits until next_try_at. Gone once the login is accepted. Times are the database server''s.';
COMMENT ON COLUMN archive.logins.account_id IS 'The account.';
COMMENT ON COLUMN archive.logins.login IS 'Tells one username and password from another: a slow, salted hash, from which neither can be read.';
COMMENT ON COLUMN archive.logins.refused_at IS 'When the login was last refused.';
COMMENT ON COLUMN archive.logins.refused_by IS 'The node that was refused last.';
COMMENT ON COLUMN archive.logins.refusals IS 'How many tries in a row were refused.';
COMMENT ON COLUMN archive.logins.next_try_at IS 'When one request of one node tries again.';
COMMENT ON COLUMN archive.logins.trying IS 'Whether somebody is trying now.';
COMMENT ON COLUMN archive.logins.message IS 'What the provider said.';

CREATE TABLE archive.sign_ins (
    account_id     bigint        PRIMARY KEY REFERENCES archive.accounts,
    salt           bytea         NOT NULL,
    refused_at     timestamptz[] NOT NULL DEFAULT '{}',
    accepted_login text,
    accepted_at    timestamptz
);
COMMENT ON TABLE archive.sign_ins IS 'How often an account''s logins were refused lately, by whichever process, and which was accepted since. Times are the database server''s.';
COMMENT ON COLUMN archive.sign_ins.account_id IS 'The account.';
COMMENT ON COLUMN archive.sign_ins.salt IS 'The salt of archive.logins.login.';
COMMENT ON COLUMN archive.sign_ins.refused_at IS 'When sign-ins were refused or tried again in the last 15 minutes, for the provider''s limit.';
COMMENT ON COLUMN archive.sign_ins.accepted_login IS 'The login that was accepted last after another one was refused; null when none was.';
COMMENT ON COLUMN archive.sign_ins.accepted_at IS 'When that was. Refusals before it are no alarm: the account is being archived.';

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
