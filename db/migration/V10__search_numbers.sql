-- The calls of withheld callers, newest first. The account may come first, against the rule of V1: the index serves no other search.
CREATE INDEX calls_withheld ON archive.calls (account_id, started_at) WHERE caller_kind = 'withheld';

COMMENT ON COLUMN archive.redactions.rule IS 'The rule: card-number, caller-input, erased-number, or the name of a rule in the configuration.';

CREATE OR REPLACE VIEW archive.every_call AS
SELECT account_id, log_id, session_id, direction, dest, src, started_at, ended_at, log_state, first_seen_at, false AS is_conflict,
       caller_number, caller_kind, called_number, called_kind, numbers_version,
       caller_country, caller_area, caller_toll_free, called_country, called_area, called_toll_free
FROM archive.calls
UNION ALL
SELECT account_id, log_id, session_id, direction, dest, src, started_at, ended_at, log_state, first_seen_at, true,
       caller_number, caller_kind, called_number, called_kind, numbers_version,
       caller_country, caller_area, caller_toll_free, called_country, called_area, called_toll_free
FROM archive.call_conflicts;
COMMENT ON COLUMN archive.every_call.caller_country IS 'The country of the number''s plan, as in calls.';
COMMENT ON COLUMN archive.every_call.caller_area IS 'The area to which the number was first given, as in calls.';
COMMENT ON COLUMN archive.every_call.caller_toll_free IS 'Whether the number is free of charge for callers, as in calls.';
COMMENT ON COLUMN archive.every_call.called_country IS 'The country of the number''s plan, as in calls.';
COMMENT ON COLUMN archive.every_call.called_area IS 'The area to which the number was first given, as in calls.';
COMMENT ON COLUMN archive.every_call.called_toll_free IS 'Whether the number is free of charge for callers, as in calls.';

-- Since when a record is as it is, for loads of what has changed: when it was stored, not when it was first seen, which is the beginning
-- of a run that may last for days. Reading a number again to the same result is no change. Older records are as they were first seen.
-- Without an index, which would have every change of a log's state written to it.
CREATE FUNCTION archive.stamp_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.changed_at := greatest(clock_timestamp(), OLD.changed_at);
    RETURN NEW;
END $$;
COMMENT ON FUNCTION archive.stamp_change() IS 'Notes when a record was changed.';
DO $$
DECLARE
    records text;
    old_values text;
    new_values text;
BEGIN
    FOREACH records IN ARRAY ARRAY['calls', 'call_conflicts', 'sessions', 'errors', 'call_logs', 'gaps'] LOOP
        SELECT string_agg(format('OLD.%I', attname), ', ' ORDER BY attnum), string_agg(format('NEW.%I', attname), ', ' ORDER BY attnum)
        INTO old_values, new_values
        FROM pg_attribute
        WHERE attrelid = format('archive.%I', records)::regclass AND attnum > 0 AND NOT attisdropped AND attname <> 'numbers_version';
        EXECUTE format('ALTER TABLE archive.%I ADD COLUMN changed_at timestamptz', records);
        EXECUTE format('ALTER TABLE archive.%I ALTER COLUMN changed_at SET DEFAULT clock_timestamp()', records);
        EXECUTE format('COMMENT ON COLUMN archive.%I.changed_at IS %L', records, 'When the record was stored or last changed; null if that was before there was this column.');
        EXECUTE format('CREATE TRIGGER stamp_change BEFORE UPDATE ON archive.%I FOR EACH ROW WHEN ((%s) IS DISTINCT FROM (%s))'
                       ' EXECUTE FUNCTION archive.stamp_change()', records, old_values, new_values);
    END LOOP;
END $$;
