-- Up to version 45 nodes kept their schedule in the schema quartz. It goes once none of them is left: while one still checks
-- in, as during a rolling upgrade, it keeps its tables; fences keep its runs and those of newer nodes apart.
DO $$
DECLARE
    is_used boolean;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('callvault old schedule', 0));
    IF NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = 'quartz' AND pg_has_role(nspowner, 'USAGE'))
       OR to_regclass('quartz.qrtz_scheduler_state') IS NULL THEN
        RETURN;
    END IF;
    SELECT EXISTS (
        SELECT FROM quartz.qrtz_scheduler_state
        WHERE last_checkin_time > (extract(epoch FROM clock_timestamp()) - 600) * 1000) INTO is_used;
    IF NOT is_used THEN
        DROP SCHEMA quartz CASCADE;
    END IF;
END $$;
