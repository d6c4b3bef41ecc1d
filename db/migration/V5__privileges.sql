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

CREATE SCHEMA IF NOT EXISTS reporting;
COMMENT ON SCHEMA reporting IS 'Views for people and BI tools; the role callvault_reader can read them, and nothing else.';
