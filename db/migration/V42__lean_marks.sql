-- Marks that cost nothing where nothing that the reports count has changed, and figures of callers that need no statistics.

-- Most updates of calls only say what became of a log; these are told apart row by row, before any function is called.
DROP TRIGGER mark_changed ON archive.calls;
DROP FUNCTION archive.mark_changed_calls();

CREATE FUNCTION archive.mark_changed_call() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE zone text := (SELECT reporting_zone FROM archive.settings);
BEGIN
    WITH changed (account_id, started_at, ended_at, caller) AS (VALUES
        (OLD.account_id, OLD.started_at, OLD.ended_at, archive.caller(OLD.direction, OLD.dest, OLD.src)),
        (NEW.account_id, NEW.started_at, NEW.ended_at, archive.caller(NEW.direction, NEW.dest, NEW.src))
    )
    INSERT INTO archive.stale_marks (account_id, rollup, at, caller)
    SELECT account_id, 'hours', hour, NULL::text
    FROM changed CROSS JOIN LATERAL generate_series(
        date_trunc('hour', started_at, zone), archive.end_of(started_at, ended_at), interval '1 hour') AS hour
    UNION SELECT account_id, 'days', date_trunc('day', started_at, zone), NULL FROM changed
    UNION SELECT account_id, 'callers', NULL, caller FROM changed;
    RETURN NULL;
END $$;
COMMENT ON FUNCTION archive.mark_changed_call() IS 'Marks the figures that a changed call changes.';

CREATE TRIGGER mark_changed AFTER UPDATE ON archive.calls FOR EACH ROW
WHEN ((OLD.started_at, OLD.ended_at, OLD.direction, OLD.dest, OLD.src)
      IS DISTINCT FROM (NEW.started_at, NEW.ended_at, NEW.direction, NEW.dest, NEW.src))
EXECUTE FUNCTION archive.mark_changed_call();

-- A caller's calls are few. Before the first ANALYZE the planner took an account's to be few as well, and looked through all of
-- them for each caller; an expression keeps it off that index.
CREATE OR REPLACE VIEW archive.fresh_callers AS
WITH stale AS (
    SELECT DISTINCT account_id, caller FROM archive.stale_marks WHERE rollup = 'callers'
)
SELECT stale.account_id, stale.caller, figures.*
FROM stale CROSS JOIN LATERAL (
    SELECT count(*) AS calls, min(started_at) AS first_call_at, max(started_at) AS last_call_at
    FROM archive.calls
    WHERE archive.caller(direction, dest, src) = stale.caller AND calls.account_id + 0 = stale.account_id
) AS figures
WHERE calls > 0;
