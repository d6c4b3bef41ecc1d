package dev.callvault.store.postgres;

import dev.callvault.call.AccountId;
import dev.callvault.store.StoredTexts.StoredBody;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jooq.DSLContext;

/** Puts other bodies in the place of stored ones; a log that was quarantined and has come since is left. */
final class ReplaceBodies {
    private static final String SQL = """
            UPDATE archive.call_logs AS log
            SET body = CASE WHEN other.is_text THEN convert_from(other.content, 'UTF8') END,
                body_bytes = CASE WHEN NOT other.is_text THEN other.content END,
                sha256 = sha256(other.content), size_bytes = length(other.content),
                location = other.location, redactions = other.redactions::jsonb
            FROM unnest(?::bigint[], ?::bigint[], ?::bytea[], ?::boolean[], ?::boolean[], ?::text[], ?::text[])
                 AS other (log_id, started, content, is_text, is_quarantined, location, redactions)
            WHERE log.account_id = ? AND log.log_id = other.log_id AND log.started_at = to_timestamp(other.started)
              AND (log.quarantine IS NOT NULL) = other.is_quarantined
            """;

    private ReplaceBodies() {}

    static void with(DSLContext dsl, AccountId account, List<StoredBody> bodies) {
        dsl.connection(connection -> execute(connection, account, bodies));
    }

    private static void execute(Connection connection, AccountId account, List<StoredBody> bodies) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            UpsertBodies.bind(statement, 1, "bigint", bodies, it -> it.logId().value());
            UpsertBodies.bind(
                    statement, 2, "bigint", bodies, it -> it.startedAt().getEpochSecond());
            UpsertBodies.bind(
                    statement, 3, "bytea", bodies, it -> it.body().content().bytes());
            UpsertBodies.bind(
                    statement,
                    4,
                    "boolean",
                    bodies,
                    it -> !it.isQuarantined() && it.body().isText());
            UpsertBodies.bind(statement, 5, "boolean", bodies, StoredBody::isQuarantined);
            UpsertBodies.bind(statement, 6, "text", bodies, it -> it.body().location());
            UpsertBodies.bind(
                    statement, 7, "text", bodies, it -> Unnest.json(it.body().redactions()));
            statement.setLong(8, account.value());
            statement.executeUpdate();
        }
    }
}
