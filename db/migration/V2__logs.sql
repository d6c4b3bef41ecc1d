-- The calls' logs: which are wanted, and those that were fetched.

-- The work that is left, apart from the calls: short rows that come and go must not leave dead wide ones behind. A wanted log is
-- claimed, perhaps more than once, and then deleted: with room on its page no claim touches an index. A claimed row is longer
-- than one that waits, by its claimant's name.
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
COMMENT ON TABLE archive.body_queue IS 'Calls whose log is still wanted, nearest to expiry first.';
COMMENT ON COLUMN archive.body_queue.account_id IS 'The account whose call it is.';
COMMENT ON COLUMN archive.body_queue.log_id IS 'The call whose log is wanted.';
COMMENT ON COLUMN archive.body_queue.started_at IS 'When the call started.';
COMMENT ON COLUMN archive.body_queue.expires_at IS 'When the provider may delete the log: five days after the start of the call.';
COMMENT ON COLUMN archive.body_queue.next_attempt_at IS 'Not asked again before this time.';
COMMENT ON COLUMN archive.body_queue.attempts IS 'How often the log was asked for in vain.';
COMMENT ON COLUMN archive.body_queue.last_attempt_at IS 'When the log was last asked for in vain.';
COMMENT ON COLUMN archive.body_queue.last_failure IS 'Why the last attempt brought no log.';
COMMENT ON COLUMN archive.body_queue.claimed_by IS 'The node that is fetching the log.';
COMMENT ON COLUMN archive.body_queue.claimed_until IS 'When the claim ends, should the node never come back.';

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
COMMENT ON TABLE archive.call_logs_other IS 'Bodies of months for which no partition had been made.';
COMMENT ON TABLE archive.call_logs IS 'The bodies: one row for each call log that was fetched, partitioned by the month in which the call started.';
COMMENT ON COLUMN archive.call_logs.account_id IS 'The account whose call it is.';
COMMENT ON COLUMN archive.call_logs.log_id IS 'The provider''s number for the log.';
COMMENT ON COLUMN archive.call_logs.started_at IS 'When the call started; the same as in calls.';
COMMENT ON COLUMN archive.call_logs.body IS 'The log as the provider gave it; null where text cannot hold it faithfully.';
COMMENT ON COLUMN archive.call_logs.body_bytes IS 'The log''s bytes, only where text cannot hold them (U+0000, broken UTF-8), or the raw answer of a quarantined log.';
COMMENT ON COLUMN archive.call_logs.sha256 IS 'SHA-256 of the stored bytes.';
COMMENT ON COLUMN archive.call_logs.size_bytes IS 'Length of the stored bytes.';
COMMENT ON COLUMN archive.call_logs.location IS 'The provider''s location of the call, such as a city.';
COMMENT ON COLUMN archive.call_logs.quarantine IS 'Why the answer could not be read; null for a log that was read.';
COMMENT ON COLUMN archive.call_logs.fetched_at IS 'When the log was fetched.';
COMMENT ON COLUMN archive.call_logs.redactions IS 'How often each rule took something out of the log before it was stored, such as {"card-number": 1}; null when none did.';

-- The one kind of table that the archive makes and drops while it runs: by these two functions, with their owner's rights, so
-- that the login that archives needs no right to change the schema.
CREATE FUNCTION archive.make_month(month date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' AS $$
DECLARE
    first date := date_trunc('month', month);
    next date := date_trunc('month', month) + interval '1 month';
    name text := 'call_logs_' || to_char(first, 'YYYY_MM');
BEGIN
    EXECUTE format('CREATE TABLE archive.%I (LIKE archive.call_logs INCLUDING ALL)', name);
    EXECUTE format('COMMENT ON TABLE archive.%I IS %L', name,
                   'Bodies of calls that started in ' || to_char(first, 'YYYY-MM') || ' (UTC).');
    -- the default partition is moved out of the way if it already holds rows of the month
    EXECUTE format('WITH moved AS (DELETE FROM archive.call_logs_other WHERE started_at >= %L AND started_at < %L RETURNING *)
                    INSERT INTO archive.%I SELECT * FROM moved', first::timestamptz, next::timestamptz, name);
    EXECUTE format('ALTER TABLE archive.call_logs ATTACH PARTITION archive.%I FOR VALUES FROM (%L) TO (%L)',
                   name, first::timestamptz, next::timestamptz);
END $$;
COMMENT ON FUNCTION archive.make_month(date) IS 'Makes the bodies'' partition of a month.';

CREATE FUNCTION archive.drop_month(month date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    EXECUTE format('DROP TABLE archive.%I', 'call_logs_' || to_char(month, 'YYYY_MM'));
END $$;
COMMENT ON FUNCTION archive.drop_month(date) IS 'Drops the bodies'' partition of a month, with all that is in it.';
REVOKE ALL ON FUNCTION archive.make_month(date), archive.drop_month(date) FROM PUBLIC;
