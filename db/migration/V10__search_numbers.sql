-- The calls of withheld callers, newest first. The account may come first, against the rule of V1: the index serves no other search.
CREATE INDEX calls_withheld ON archive.calls (account_id, started_at) WHERE caller_kind = 'withheld';

COMMENT ON COLUMN archive.redactions.rule IS 'The rule: card-number, caller-input, erased-number, or the name of a rule in the configuration.';
