-- The calls' logs: those still to be fetched, and those that were fetched.

-- A table of its own, because its rows are updated and deleted often: dead rows should be short. With enough room on the page, a
-- claim changes no index. A claimed row is longer by the name of its node.
CREATE TABLE archive.body_queue (
    account_id      bigint      NOT NULL,
    log_id          bigint      NOT NULL,
    started_at      timestamptz NOT NULL,
    expires_at      timestamptz NOT NULL,
    next_attempt_at timestamptz NOT NULL,
    attempts        integer     NOT NULL DEFAULT 0,
    last_attempt_at timestamptz,
    last_failure    text,
    claimed_by      text,
    claimed_until   timestamptz,
    PRIMARY KEY (account_id, log_id)
) WITH (fillfactor = 35, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);
CREATE INDEX body_queue_expires_at ON archive.body_queue (expires_at, account_id);
COMMENT ON TABLE archive.body_queue IS 'One row for each call whose log will still be requested; the nearest to expiry comes first.';
COMMENT ON COLUMN archive.body_queue.account_id IS 'The account whose call it is.';
COMMENT ON COLUMN archive.body_queue.log_id IS 'The provider''s number for the log.';
COMMENT ON COLUMN archive.body_queue.started_at IS 'When the call started.';
COMMENT ON COLUMN archive.body_queue.expires_at IS 'When the provider may delete the log: five days after the call started.';
COMMENT ON COLUMN archive.body_queue.next_attempt_at IS 'The log is not requested before this time.';
COMMENT ON COLUMN archive.body_queue.attempts IS 'How many requests for the log brought none.';
COMMENT ON COLUMN archive.body_queue.last_attempt_at IS 'When the last of these requests was made.';
COMMENT ON COLUMN archive.body_queue.last_failure IS 'Why it brought no log.';
COMMENT ON COLUMN archive.body_queue.claimed_by IS 'The node that is fetching the log.';
COMMENT ON COLUMN archive.body_queue.claimed_until IS 'When the log may be fetched by another node, should this one stop.';

CREATE TABLE archive.throughput (
    account_id bigint      NOT NULL REFERENCES archive.accounts,
    minute     timestamptz NOT NULL,
    bodies     bigint      NOT NULL,
    PRIMARY KEY (account_id, minute)
) WITH (fillfactor = 70);
COMMENT ON TABLE archive.throughput IS 'Logs settled per minute over the last two hours, from which the forecast is made.';
COMMENT ON COLUMN archive.throughput.account_id IS 'The account.';
COMMENT ON COLUMN archive.throughput.minute IS 'When the minute begins.';
COMMENT ON COLUMN archive.throughput.bodies IS 'Logs that were archived, unavailable or quarantined.';

CREATE TABLE archive.call_logs (
    account_id bigint      NOT NULL,
    log_id     bigint      NOT NULL,
    started_at timestamptz NOT NULL,
    body       text        COMPRESSION ${body_compression},
    body_bytes bytea       COMPRESSION ${body_compression},
    sha256     bytea       NOT NULL,
    size_bytes bigint      NOT NULL,
    location   text        NOT NULL,
    quarantine text,
    fetched_at timestamptz NOT NULL,
    redactions jsonb,
    PRIMARY KEY (account_id, log_id, started_at),
    CHECK ((body IS NULL) <> (body_bytes IS NULL))
) PARTITION BY RANGE (started_at);
CREATE TABLE archive.call_logs_other PARTITION OF archive.call_logs DEFAULT;
CREATE INDEX call_logs_redacted ON archive.call_logs (account_id) WHERE redactions IS NOT NULL;
COMMENT ON TABLE archive.call_logs_other IS 'Logs of months that have no partition of their own.';
COMMENT ON TABLE archive.call_logs IS 'One row for each log that was fetched, partitioned by the month in which its call started.';
COMMENT ON COLUMN archive.call_logs.account_id IS 'The account whose call it is.';
COMMENT ON COLUMN archive.call_logs.log_id IS 'The provider''s number for the log.';
COMMENT ON COLUMN archive.call_logs.started_at IS 'When the call started, as in calls.';
COMMENT ON COLUMN archive.call_logs.body IS 'The log as text; null if it contains bytes that text cannot hold.';
COMMENT ON COLUMN archive.call_logs.body_bytes IS 'The log as bytes, if text cannot hold it (U+0000, broken UTF-8); the raw response if the log is quarantined.';
COMMENT ON COLUMN archive.call_logs.sha256 IS 'SHA-256 of the stored bytes.';
COMMENT ON COLUMN archive.call_logs.size_bytes IS 'Size of the stored log in bytes.';
COMMENT ON COLUMN archive.call_logs.location IS 'The provider''s location of the call, such as a city.';
COMMENT ON COLUMN archive.call_logs.quarantine IS 'Why the response could not be read; null if it could.';
COMMENT ON COLUMN archive.call_logs.fetched_at IS 'When the log was fetched.';
COMMENT ON COLUMN archive.call_logs.redactions IS 'How many matches of each redaction rule were masked before the log was stored, such as {"card-number": 1}; null if none.';

-- Partitions are created and dropped while Callvault runs. These functions do so with their owner's rights, so that the login
-- that archives needs no right to change the schema.
CREATE FUNCTION archive.make_month(month date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' AS $$
DECLARE
    first date := date_trunc('month', month);
    next date := date_trunc('month', month) + interval '1 month';
    name text := 'call_logs_' || to_char(first, 'YYYY_MM');
BEGIN
    EXECUTE format('CREATE TABLE archive.%I (LIKE archive.call_logs INCLUDING ALL)', name);
    EXECUTE format('COMMENT ON TABLE archive.%I IS %L', name,
                   'Logs of calls that started in ' || to_char(first, 'YYYY-MM') || ' (UTC).');
    -- rows of the month that are already in the default partition would prevent attaching the new one
    EXECUTE format('WITH moved AS (DELETE FROM archive.call_logs_other WHERE started_at >= %L AND started_at < %L RETURNING *)
                    INSERT INTO archive.%I SELECT * FROM moved', first::timestamptz, next::timestamptz, name);
    EXECUTE format('ALTER TABLE archive.call_logs ATTACH PARTITION archive.%I FOR VALUES FROM (%L) TO (%L)',
                   name, first::timestamptz, next::timestamptz);
END $$;
COMMENT ON FUNCTION archive.make_month(date) IS 'Makes the partition for the logs of a month.';

CREATE FUNCTION archive.drop_month(month date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    EXECUTE format('DROP TABLE archive.%I', 'call_logs_' || to_char(month, 'YYYY_MM'));
END $$;
COMMENT ON FUNCTION archive.drop_month(date) IS 'Drops the partition of a month with all its logs.';
REVOKE ALL ON FUNCTION archive.make_month(date), archive.drop_month(date) FROM PUBLIC;
