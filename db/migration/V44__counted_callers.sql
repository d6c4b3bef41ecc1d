-- New calls add to their caller's figures, so that these cost the same however many calls the caller had before; only changed
-- and deleted calls have them counted anew.

ALTER TABLE archive.stale_marks
    ADD COLUMN calls bigint,
    ADD COLUMN first_call_at timestamptz,
    ADD COLUMN last_call_at timestamptz;
COMMENT ON COLUMN archive.stale_marks.calls IS 'New calls of the caller, to be added; null where all of its calls are to be counted anew.';
COMMENT ON COLUMN archive.stale_marks.first_call_at IS 'When the first of these new calls started.';
COMMENT ON COLUMN archive.stale_marks.last_call_at IS 'When the last of these new calls started.';

CREATE OR REPLACE FUNCTION archive.mark_calls() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE zone text := (SELECT reporting_zone FROM archive.settings);
BEGIN
    INSERT INTO archive.stale_marks (account_id, rollup, at)
    SELECT DISTINCT account_id, 'hours', hour
    FROM touched CROSS JOIN LATERAL generate_series(
        date_trunc('hour', started_at, zone), archive.end_of(started_at, ended_at), interval '1 hour') AS hour;
    INSERT INTO archive.stale_marks (account_id, rollup, at)
    SELECT DISTINCT account_id, 'days', date_trunc('day', started_at, zone) FROM touched;
    INSERT INTO archive.stale_marks (account_id, rollup, caller, calls, first_call_at, last_call_at)
    SELECT account_id, 'callers', archive.caller(direction, dest, src),
           CASE TG_OP WHEN 'INSERT' THEN count(*) END, min(started_at), max(started_at)
    FROM touched GROUP BY account_id, archive.caller(direction, dest, src);
    RETURN NULL;
END $$;
COMMENT ON FUNCTION archive.mark_calls() IS 'Marks the figures that new or deleted calls change.';

CREATE OR REPLACE VIEW archive.fresh_callers AS
WITH stale AS (
    SELECT account_id, caller, bool_or(calls IS NULL) AS is_recounted, sum(calls)::bigint AS calls,
           min(first_call_at) AS first_call_at, max(last_call_at) AS last_call_at
    FROM archive.stale_marks WHERE rollup = 'callers' GROUP BY account_id, caller
)
SELECT stale.account_id, stale.caller, stale.calls + coalesce(stored.calls, 0) AS calls,
       least(stale.first_call_at, stored.first_call_at) AS first_call_at,
       greatest(stale.last_call_at, stored.last_call_at) AS last_call_at
FROM stale LEFT JOIN archive.callers AS stored USING (account_id, caller)
WHERE NOT is_recounted
UNION ALL
SELECT stale.account_id, stale.caller, figures.*
FROM stale CROSS JOIN LATERAL (
    SELECT count(*) AS calls, min(started_at) AS first_call_at, max(started_at) AS last_call_at
    FROM archive.calls
    -- an expression keeps the planner off the account's index, see the version before
    WHERE archive.caller(direction, dest, src) = stale.caller AND calls.account_id + 0 = stale.account_id
) AS figures
WHERE is_recounted AND figures.calls > 0;
COMMENT ON VIEW archive.fresh_callers IS 'The callers that are marked stale, as they are now.';
