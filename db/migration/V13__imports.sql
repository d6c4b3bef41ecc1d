-- Records that somebody archived before and brought along with 'callvault import'. They are kept beside what was fetched, and prove
-- nothing: coverage, watermarks and comparisons with the provider leave them out.

-- Without a key to it from the records: a backup holds the logs of a later moment than this table.
CREATE TABLE archive.imports (
    import_id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account_id  bigint      NOT NULL REFERENCES archive.accounts,
    file        text        NOT NULL,
    sha256      bytea,
    imported_at timestamptz NOT NULL,
    imported_by text        NOT NULL,
    calls       bigint      NOT NULL DEFAULT 0,
    bodies      bigint      NOT NULL DEFAULT 0,
    sessions    bigint      NOT NULL DEFAULT 0,
    errors      bigint      NOT NULL DEFAULT 0
);
CREATE INDEX imports_account_id ON archive.imports (account_id);
COMMENT ON TABLE archive.imports IS 'One row for each file of which callvault import has stored something.';
COMMENT ON COLUMN archive.imports.import_id IS 'The archive''s own number for the import of the file.';
COMMENT ON COLUMN archive.imports.account_id IS 'The account whose records they are.';
COMMENT ON COLUMN archive.imports.file IS 'The file as it was named, redacted.';
COMMENT ON COLUMN archive.imports.sha256 IS 'SHA-256 of the file''s bytes; null if it was not read to its end.';
COMMENT ON COLUMN archive.imports.imported_at IS 'When its first records were stored.';
COMMENT ON COLUMN archive.imports.imported_by IS 'The operating system''s user who imported it.';
COMMENT ON COLUMN archive.imports.calls IS 'Calls that were stored from it.';
COMMENT ON COLUMN archive.imports.bodies IS 'Logs that were stored from it.';
COMMENT ON COLUMN archive.imports.sessions IS 'Session lines that were stored from it.';
COMMENT ON COLUMN archive.imports.errors IS 'Error lines that were stored from it.';

-- With the new column, the triggers of V10 see whether a record is imported as a part of it.
DO $$
DECLARE
    records text;
    old_values text;
    new_values text;
BEGIN
    FOREACH records IN ARRAY ARRAY['calls', 'sessions', 'errors', 'call_logs'] LOOP
        EXECUTE format('ALTER TABLE archive.%I ADD COLUMN import_id bigint', records);
        EXECUTE format('COMMENT ON COLUMN archive.%I.import_id IS %L', records,
                       CASE records WHEN 'call_logs' THEN 'The import that brought the log; null if it was fetched from the provider.'
                                    ELSE 'The import that brought the record; null if the provider has listed it to this archive.' END);
        SELECT string_agg(format('OLD.%I', attname), ', ' ORDER BY attnum), string_agg(format('NEW.%I', attname), ', ' ORDER BY attnum)
        INTO old_values, new_values
        FROM pg_attribute
        WHERE attrelid = format('archive.%I', records)::regclass AND attnum > 0 AND NOT attisdropped
          AND attname NOT IN ('numbers_version', 'changed_at');
        EXECUTE format('DROP TRIGGER stamp_change ON archive.%I', records);
        EXECUTE format('CREATE TRIGGER stamp_change BEFORE UPDATE ON archive.%I FOR EACH ROW WHEN ((%s) IS DISTINCT FROM (%s))'
                       ' EXECUTE FUNCTION archive.stamp_change()', records, old_values, new_values);
    END LOOP;
END $$;

-- What is proven is what is stored without these.
CREATE INDEX calls_imported ON archive.calls (account_id, started_at) WHERE import_id IS NOT NULL;
CREATE INDEX sessions_imported ON archive.sessions (account_id, started_at) WHERE import_id IS NOT NULL;
CREATE INDEX errors_imported ON archive.errors (account_id, occurred_at) WHERE import_id IS NOT NULL;

CREATE OR REPLACE VIEW archive.every_call AS
SELECT account_id, log_id, session_id, direction, dest, src, started_at, ended_at, log_state, first_seen_at, false AS is_conflict,
       caller_number, caller_kind, called_number, called_kind, numbers_version,
       caller_country, caller_area, caller_toll_free, called_country, called_area, called_toll_free, import_id
FROM archive.calls
UNION ALL
SELECT account_id, log_id, session_id, direction, dest, src, started_at, ended_at, log_state, first_seen_at, true,
       caller_number, caller_kind, called_number, called_kind, numbers_version,
       caller_country, caller_area, caller_toll_free, called_country, called_area, called_toll_free, NULL::bigint
FROM archive.call_conflicts;
COMMENT ON COLUMN archive.every_call.import_id IS 'The import that brought the call, as in calls.';

COMMENT ON TABLE archive.calls IS 'One row for each call that the provider has listed, or that was imported.';
COMMENT ON COLUMN archive.calls.log_state IS 'What became of the call''s log: pending (not fetched yet), archived (stored), unavailable (the provider says there is none; requested again until it expires; or the call was imported without its log), quarantined (it cannot be read; the raw bytes are kept and it is requested again) or lost (it expired first; see gaps).';
COMMENT ON COLUMN archive.calls.first_seen_at IS 'When the archive first saw the call in a listing, or imported it.';
COMMENT ON COLUMN archive.sessions.first_seen_at IS 'When the archive first saw the line, or imported it.';
COMMENT ON COLUMN archive.errors.first_seen_at IS 'When the archive first saw the line, or imported it.';
COMMENT ON COLUMN archive.call_logs.fetched_at IS 'When the log was fetched or imported.';
COMMENT ON COLUMN archive.gaps.resolved_at IS 'When the lost log was fetched or imported after all; null if it was not, or was lost again since.';
