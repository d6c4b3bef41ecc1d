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
