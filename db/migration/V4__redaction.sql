-- What was taken out of a row stands in the row, in the same statement: so the count is exact, however often a line is listed.
ALTER TABLE archive.call_logs ADD COLUMN redactions jsonb;
ALTER TABLE archive.sessions ADD COLUMN redactions jsonb;
ALTER TABLE archive.errors ADD COLUMN redactions jsonb;
COMMENT ON COLUMN archive.call_logs.redactions IS 'How often each rule took something out of the log before it was stored, such as {"card-number": 1}; null when none did.';
COMMENT ON COLUMN archive.sessions.redactions IS 'How often each rule took something out of the line before it was stored; null when none did.';
COMMENT ON COLUMN archive.errors.redactions IS 'How often each rule took something out of the line before it was stored; null when none did.';
CREATE INDEX call_logs_redacted ON archive.call_logs (account_id) WHERE redactions IS NOT NULL;
CREATE INDEX sessions_redacted ON archive.sessions (account_id) WHERE redactions IS NOT NULL;
CREATE INDEX errors_redacted ON archive.errors (account_id) WHERE redactions IS NOT NULL;

CREATE VIEW archive.redactions AS
SELECT account_id, stored_in, rule, count(*) AS rows, sum(times::bigint)::bigint AS count
FROM (
    SELECT account_id, CASE WHEN quarantine IS NULL THEN 'bodies' ELSE 'quarantine' END AS stored_in, redactions
    FROM archive.call_logs WHERE redactions IS NOT NULL
    UNION ALL
    SELECT account_id, 'sessions', redactions FROM archive.sessions WHERE redactions IS NOT NULL
    UNION ALL
    SELECT account_id, 'errors', redactions FROM archive.errors WHERE redactions IS NOT NULL
) AS redacted CROSS JOIN LATERAL jsonb_each_text(redactions) AS each (rule, times)
GROUP BY account_id, stored_in, rule;
COMMENT ON VIEW archive.redactions IS 'How often each rule took something out of what is stored.';
COMMENT ON COLUMN archive.redactions.account_id IS 'The account.';
COMMENT ON COLUMN archive.redactions.stored_in IS 'bodies, quarantine, sessions or errors.';
COMMENT ON COLUMN archive.redactions.rule IS 'The rule: card-number, caller-input, or the name of one in the configuration.';
COMMENT ON COLUMN archive.redactions.rows IS 'Bodies, answers or lines from which the rule took something out.';
COMMENT ON COLUMN archive.redactions.count IS 'How often it did.';
