-- Telephone numbers as libphonenumber reads them, beside the provider's spellings, which stay as they are. A spelling is read when
-- its row is stored. Rows of an older archive, and all rows of an account when its region or libphonenumber's metadata changes,
-- are read again in the background; until then a row keeps what was read before.

ALTER TABLE archive.accounts ADD COLUMN region text NOT NULL DEFAULT 'US' CHECK (region ~ '^[A-Z]{2}$');
ALTER TABLE archive.accounts ADD COLUMN numbers_metadata text;
ALTER TABLE archive.accounts ADD COLUMN numbers_version integer NOT NULL DEFAULT 0;
COMMENT ON COLUMN archive.accounts.region IS 'The country whose numbers need no country code, as ISO 3166 alpha-2, such as US.';
COMMENT ON COLUMN archive.accounts.numbers_metadata IS 'The version of libphonenumber''s metadata and, after the slash, of Callvault''s own rules, by which the account''s numbers are read; null before the first reading.';
COMMENT ON COLUMN archive.accounts.numbers_version IS 'Grows by one when the region or the metadata changes, so that the account''s numbers are read again.';

DO $$
DECLARE
    records text;
    who text;
    party text;
BEGIN
    FOREACH records IN ARRAY ARRAY['calls', 'call_conflicts', 'sessions', 'errors'] LOOP
        FOREACH who IN ARRAY ARRAY['caller', 'called'] LOOP
            party := CASE who WHEN 'caller' THEN 'The number that called' ELSE 'The number that was called' END;
            EXECUTE format('ALTER TABLE archive.%1$I ADD COLUMN %2$s_number text, ADD COLUMN %2$s_kind text'
                           ' CHECK (%2$s_kind IN (''number'', ''short'', ''withheld'', ''login'', ''unreadable'')),'
                           ' ADD COLUMN %2$s_country text, ADD COLUMN %2$s_area text, ADD COLUMN %2$s_toll_free boolean', records, who);
            EXECUTE format('COMMENT ON COLUMN archive.%I.%s_number IS %L', records, who,
                           party || ', whatever the spelling and the direction: in E.164 (+16175551234) for a number, the digits of a short code, a login or an unreadable text in lower case; null if it was withheld.');
            EXECUTE format('COMMENT ON COLUMN archive.%I.%s_kind IS %L', records, who,
                           'What it is: number, short (a short code), withheld (the caller hid it), login, or unreadable; null if the line has none, or if it was not read yet.');
            EXECUTE format('COMMENT ON COLUMN archive.%I.%s_country IS %L', records, who,
                           'The country of the number''s plan, as ISO 3166 alpha-2; null if it has none or is not known.');
            EXECUTE format('COMMENT ON COLUMN archive.%I.%s_area IS %L', records, who,
                           'The area to which the number was first given, such as Boston, MA. It is no location: numbers move with people, and a caller''s number can be false.');
            EXECUTE format('COMMENT ON COLUMN archive.%I.%s_toll_free IS %L', records, who,
                           'Whether the number is free of charge for callers; null if it was not read yet.');
        END LOOP;
        EXECUTE format('ALTER TABLE archive.%I ADD COLUMN numbers_version integer', records);
        EXECUTE format('COMMENT ON COLUMN archive.%I.numbers_version IS %L', records,
                       'By which version of accounts.numbers_version the numbers were read; null if they were not read yet.');
        -- Not with the account first: see V1. Rows to be read again are those below the account's version.
        EXECUTE format('CREATE INDEX %1$s_numbers_version ON archive.%1$I (numbers_version, account_id)', records);
    END LOOP;
END $$;

-- A person's calls in an account, newest first, by number instead of by spelling.
DROP INDEX archive.calls_caller;
DROP INDEX archive.calls_called;
CREATE INDEX calls_caller ON archive.calls (caller_number, account_id, started_at);
CREATE INDEX calls_called ON archive.calls (called_number, account_id, started_at);

CREATE OR REPLACE VIEW archive.every_call AS
SELECT account_id, log_id, session_id, direction, dest, src, started_at, ended_at, log_state, first_seen_at, false AS is_conflict,
       caller_number, caller_kind, called_number, called_kind, numbers_version
FROM archive.calls
UNION ALL
SELECT account_id, log_id, session_id, direction, dest, src, started_at, ended_at, log_state, first_seen_at, true,
       caller_number, caller_kind, called_number, called_kind, numbers_version
FROM archive.call_conflicts;
COMMENT ON COLUMN archive.every_call.caller_number IS 'The number that called, as in calls.';
COMMENT ON COLUMN archive.every_call.caller_kind IS 'What it is, as in calls.';
COMMENT ON COLUMN archive.every_call.called_number IS 'The number that was called, as in calls.';
COMMENT ON COLUMN archive.every_call.called_kind IS 'What it is, as in calls.';
COMMENT ON COLUMN archive.every_call.numbers_version IS 'By which version the numbers were read; null if they were not read yet.';

-- A hold names a person's number in every form in which it was or is read, so that no later metadata loosens it.
ALTER TABLE archive.holds ADD COLUMN numbers text[];
COMMENT ON COLUMN archive.holds.value IS 'The telephone number in E.164, or a short code or login, or the session id.';
COMMENT ON COLUMN archive.holds.numbers IS 'Every form in which the number was read, by any metadata so far; null for a session, and for a number that was not read yet.';

-- As long as a record's numbers were not read, every hold on a number covers it.
DROP FUNCTION archive.is_held(text, text, text);
CREATE FUNCTION archive.is_held(session_id text, caller_number text, called_number text, numbers_version integer) RETURNS boolean
STABLE LANGUAGE sql AS $$
    SELECT EXISTS (
        SELECT FROM archive.holds WHERE released_at IS NULL
          AND (kind = 'session' AND value = session_id
               OR kind = 'number' AND (numbers_version IS NULL OR caller_number = ANY (numbers) OR called_number = ANY (numbers)))) $$;
COMMENT ON FUNCTION archive.is_held(text, text, text, integer) IS 'Whether a hold covers a record: its session, or one of its numbers as they were read by that version.';
