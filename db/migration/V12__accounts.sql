-- Accounts whose contract has ended: closed ones stay as they are, removed ones leave one row.

CREATE TABLE archive.closings (
    closing_id    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account_id    bigint      NOT NULL REFERENCES archive.accounts,
    closed_at     timestamptz NOT NULL,
    closed_by     text        NOT NULL,
    reason        text,
    reopened_at   timestamptz,
    reopened_by   text,
    reopen_reason text,
    CHECK ((reopened_at IS NULL) = (reopened_by IS NULL))
);
CREATE UNIQUE INDEX closings_in_force ON archive.closings (account_id) WHERE reopened_at IS NULL;
COMMENT ON TABLE archive.closings IS 'Closed accounts: nothing more of them is archived, and they raise no alarm. What is stored stays.';
COMMENT ON COLUMN archive.closings.closing_id IS 'The archive''s own number for the closing.';
COMMENT ON COLUMN archive.closings.account_id IS 'The account.';
COMMENT ON COLUMN archive.closings.closed_at IS 'When the account was closed.';
COMMENT ON COLUMN archive.closings.closed_by IS 'The operating system''s user who closed it.';
COMMENT ON COLUMN archive.closings.reason IS 'Why, in that person''s words; null if none was given.';
COMMENT ON COLUMN archive.closings.reopened_at IS 'When the account was reopened; null while it is closed.';
COMMENT ON COLUMN archive.closings.reopened_by IS 'The operating system''s user who reopened it; null while it is closed.';
COMMENT ON COLUMN archive.closings.reopen_reason IS 'Why it was reopened, in that person''s words; null if none was given.';

-- The counts grow with each step of a removal, so that one that was interrupted and continued still says what it removed.
CREATE TABLE archive.removals (
    removal_id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account_id     bigint      NOT NULL,
    account        text        NOT NULL,
    base_url       text        NOT NULL,
    login          text,
    began_at       timestamptz NOT NULL,
    removed_by     text        NOT NULL,
    reason         text,
    removed_at     timestamptz,
    calls          bigint      NOT NULL DEFAULT 0,
    bodies         bigint      NOT NULL DEFAULT 0,
    sessions       bigint      NOT NULL DEFAULT 0,
    errors         bigint      NOT NULL DEFAULT 0,
    readmitted_at  timestamptz,
    readmitted_by  text,
    readmit_reason text,
    CHECK ((readmitted_at IS NULL) = (readmitted_by IS NULL))
);
CREATE UNIQUE INDEX removals_account_id ON archive.removals (account_id);
COMMENT ON TABLE archive.removals IS 'Removed accounts: who removed what, when and why. The same login at the provider is not archived again until somebody says so.';
COMMENT ON COLUMN archive.removals.removal_id IS 'The archive''s own number for the removal.';
COMMENT ON COLUMN archive.removals.account_id IS 'The archive''s number for the account, which no other account gets.';
COMMENT ON COLUMN archive.removals.account IS 'The name that the account had.';
COMMENT ON COLUMN archive.removals.base_url IS 'The base URL of the provider''s services that it had.';
COMMENT ON COLUMN archive.removals.login IS 'The login at the provider that it had; null if it was never archived.';
COMMENT ON COLUMN archive.removals.began_at IS 'When the removal began.';
COMMENT ON COLUMN archive.removals.removed_by IS 'The operating system''s user who began it.';
COMMENT ON COLUMN archive.removals.reason IS 'Why, in that person''s words; null if none was given.';
COMMENT ON COLUMN archive.removals.removed_at IS 'When the removal was complete; null until then.';
COMMENT ON COLUMN archive.removals.calls IS 'Calls that were deleted.';
COMMENT ON COLUMN archive.removals.bodies IS 'Logs that were deleted.';
COMMENT ON COLUMN archive.removals.sessions IS 'Session lines that were deleted.';
COMMENT ON COLUMN archive.removals.errors IS 'Error lines that were deleted.';
COMMENT ON COLUMN archive.removals.readmitted_at IS 'When somebody said that the login may be archived again; null if nobody did.';
COMMENT ON COLUMN archive.removals.readmitted_by IS 'The operating system''s user who said so; null if nobody did.';
COMMENT ON COLUMN archive.removals.readmit_reason IS 'Why, in that person''s words; null if none was given.';

-- Nothing of a closed account can be lost any more: whatever it lacks, nobody asks for.
ALTER FUNCTION archive.forecast_at(timestamptz) RENAME TO forecast_of_open;
COMMENT ON FUNCTION archive.forecast_of_open IS 'The same as archive.forecast_at, for closed accounts as if they were open.';
CREATE FUNCTION archive.forecast_at(at timestamptz)
RETURNS TABLE (
    account_id bigint, backlog bigint, headroom_seconds bigint, headroom_of text, body_headroom_seconds bigint,
    calls_headroom_seconds bigint, sessions_headroom_seconds bigint, errors_headroom_seconds bigint,
    bodies_per_second double precision, budget_per_second double precision, drain_seconds bigint, drained_at timestamptz,
    expected_losses bigint, at_risk boolean
) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT open.* FROM archive.forecast_of_open(at) AS open
    WHERE NOT EXISTS (SELECT FROM archive.closings WHERE closings.account_id = open.account_id AND reopened_at IS NULL)
    UNION ALL
    SELECT closings.account_id, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, 0, false
    FROM archive.closings WHERE reopened_at IS NULL
$$;
COMMENT ON FUNCTION archive.forecast_at IS 'The same as archive.forecast, for any time.';
CREATE OR REPLACE VIEW archive.forecast AS SELECT * FROM archive.forecast_at(now());
