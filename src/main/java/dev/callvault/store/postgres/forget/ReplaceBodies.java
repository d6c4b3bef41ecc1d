package dev.callvault.store.postgres.forget;

import dev.callvault.call.AccountId;
import dev.callvault.store.forget.StoredTexts.StoredBody;
import dev.callvault.store.postgres.sql.ArrayParameters;
import dev.callvault.store.postgres.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jooq.DSLContext;

/** Replaces stored logs; a quarantined log that has arrived since is left alone. */
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

    static void execute(DSLContext dsl, AccountId account, List<StoredBody> bodies) {
        dsl.connection(connection -> execute(connection, account, bodies));
    }

    private static void execute(Connection connection, AccountId account, List<StoredBody> bodies) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            ArrayParameters<StoredBody> columns = new ArrayParameters<>(statement, bodies);
            columns.numbers(1, it -> it.logId().value());
            columns.numbers(2, it -> it.startedAt().getEpochSecond());
            columns.bytes(3, it -> it.body().content().bytes());
            columns.flags(4, it -> !it.isQuarantined() && it.body().isText());
            columns.flags(5, StoredBody::isQuarantined);
            columns.texts(6, it -> it.body().location());
            columns.texts(7, it -> Unnest.json(it.body().redactions()));
            statement.setLong(8, account.value());
            statement.executeUpdate();
        }
    }
}
