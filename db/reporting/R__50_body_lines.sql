-- The lines of a log, read as far as possible.
CREATE OR REPLACE FUNCTION reporting.body_time(printed text, zone text) RETURNS timestamptz
LANGUAGE plpgsql STABLE SET timezone_abbreviations = 'Default' SET datestyle = 'ISO' AS $$
DECLARE words text[] := regexp_split_to_array(printed, ' +');
BEGIN
    IF words[7] IN ('EST', 'EDT', 'CST', 'CDT', 'MST', 'MDT', 'PST', 'PDT', 'UTC', 'GMT') THEN
        RETURN array_to_string(words[2:7], ' ')::timestamptz;
    END IF;
    RETURN array_to_string(words[2:6], ' ')::timestamp AT TIME ZONE zone;
EXCEPTION WHEN data_exception THEN
    RETURN NULL;
END $$;
COMMENT ON FUNCTION reporting.body_time(text, text) IS 'Reads the time printed in a line of a log, such as Wed 28 Aug 2002 10:16:58 AM EDT; null if it is none. The given zone applies if the printed one is unknown.';

CREATE OR REPLACE FUNCTION reporting.body_lines(log_id bigint, account_id bigint DEFAULT NULL)
RETURNS TABLE (line_number integer, logged_at timestamptz, module text, session_id text, type text, message text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT number::integer, reporting.body_time(part[1], zone), coalesce(part[2], part[5]), coalesce(part[3], part[4]),
           part[6], coalesce(part[7], line)
    FROM archive.call_logs AS log
    JOIN archive.accounts AS account ON account.account_id = log.account_id
    CROSS JOIN LATERAL string_to_table(
        regexp_replace(coalesce(log.body, encode(log.body_bytes, 'escape')), E'\r?\n$', ''), E'\n')
        WITH ORDINALITY AS lines (raw, number)
    CROSS JOIN LATERAL rtrim(raw, E'\r') AS line
    LEFT JOIN LATERAL regexp_match(line,
        '^([[:alpha:]]{3} +\d{1,2} +[[:alpha:]]{3} +\d{4} +\d{1,2}:\d\d:\d\d +[AP]M +[[:alpha:]]{2,5}) +'
        '(?:\[([^]]*)\] +\(([^)]*)\)|\(([^)]*)\) +\[([^]]*)\]) +([A-Z]+): ?(.*)$') AS part ON true
    WHERE log.log_id = body_lines.log_id AND (body_lines.account_id IS NULL OR log.account_id = body_lines.account_id)
      AND log.quarantine IS NULL
    ORDER BY log.account_id, log.started_at, number
$$;
COMMENT ON FUNCTION reporting.body_lines(bigint, bigint) IS 'The lines of a call''s log, numbered from 1. If a line has one of the documented formats, its time, module (client, dxi, inet, jsi, log, prompt, rec, tel, vxi, dlg, sip, or a label), session_id, type (EVENT, DEBUG, LOCAL, USAGE, ERROR) and message are read; otherwise message is the whole line. Bytes that text cannot hold are shown as \ooo. Example: SELECT * FROM reporting.body_lines(2200000001).';
