package dev.callvault.privacy;

import dev.callvault.app.Archived;

/** Puts records of the first account into an archive, as a version did that could not read numbers. */
record StoredRecords(Archived archived) {
    void account() {
        archived.execute(
                "INSERT INTO archive.accounts (account_id, name, base_url, zone, created_at) OVERRIDING SYSTEM VALUE"
                        + " VALUES (1, 'main', 'https://example.com/ws', 'America/New_York', now())");
    }

    void call(long id, String session, String src, String dest, String direction) {
        archived.execute(
                "INSERT INTO archive.calls (account_id, log_id, session_id, direction, dest, src, started_at, first_seen_at)"
                        + " VALUES (1, " + id + ", '" + session + "', '" + direction + "', '" + dest + "', '" + src
                        + "', timestamptz '2026-11-01T12:00:00Z' + " + id + " * interval '1 minute', now())");
    }

    void error(long id, String session, String ani, String message) {
        archived.execute(
                "INSERT INTO archive.errors (account_id, line_hash, occurrence, occurred_at, ani, channel, dnis,"
                        + " session_id, message, parsed, ambiguous_time, altered, raw_line, first_seen_at) VALUES (1,"
                        + " sha256('" + id + "'), 1, '2026-11-01T12:00:00Z', '" + ani + "', 1, '8009957586', '"
                        + session + "', '"
                        + message + "', true, false, false, '" + ani + " " + session + " " + message + "', now())");
    }

    void log(long id, String text) {
        archived.execute(
                "INSERT INTO archive.call_logs (account_id, log_id, started_at, body, sha256, size_bytes, location,"
                        + " fetched_at) SELECT account_id, log_id, started_at, '" + text + "', sha256('" + text
                        + "'), length('"
                        + text + "'), '', now() FROM archive.calls WHERE log_id = " + id);
    }
}
