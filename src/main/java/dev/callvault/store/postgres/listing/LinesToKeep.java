package dev.callvault.store.postgres.listing;

import dev.callvault.call.LogStream;
import dev.callvault.store.postgres.sql.StreamTable;

/** Which listed lines are stored: not those that were erased, and what is older than it is kept only if it is held. */
final class LinesToKeep {
    /** Of the account {0}, over rows of {@code listed} with their hash and time. */
    private static final String CONDITION = """
            NOT EXISTS (SELECT FROM archive.forgotten_sessions AS gone
                        WHERE gone.account_id = {0} AND gone.session_hash = sha256(convert_to(listed.session_id, 'UTF8')))
            AND CASE WHEN listed.$time IS NULL THEN true
                     WHEN listed.$time >= coalesce(
                         (SELECT since FROM archive.kept_since WHERE record = '$table'), '-infinity') THEN true
                     ELSE archive.is_held(listed.session_id, listed.caller_number, listed.called_number, 0) END
            AND NOT EXISTS (SELECT FROM archive.forgotten_lines AS gone
                            WHERE gone.account_id = {0} AND gone.stream = '$table'
                              AND gone.line_hash = listed.line_hash AND gone.occurrence = listed.occurrence)
            """;

    private LinesToKeep() {}

    /** A statement's text with the condition in the place of {@code $kept}. */
    static String in(String statement, LogStream stream) {
        return StreamTable.in(statement.replace("$kept", CONDITION), stream);
    }
}
