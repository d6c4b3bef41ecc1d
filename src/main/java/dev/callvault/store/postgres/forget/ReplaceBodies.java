package dev.callvault.store.postgres.forget;

import dev.callvault.call.AccountId;
import dev.callvault.content.Content;
import dev.callvault.store.forget.StoredTexts.StoredBody;
import dev.callvault.store.postgres.sql.ArrayParameters;
import dev.callvault.store.postgres.sql.Unnest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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
            FROM unnest(?::bigint[], ?::bigint[], %s::bytea[], ?::boolean[], ?::boolean[], ?::text[], ?::text[])
                 AS other (log_id, started, content, is_text, is_quarantined, location, redactions)
            WHERE log.account_id = ? AND log.log_id = other.log_id AND log.started_at = to_timestamp(other.started)
              AND (log.quarantine IS NOT NULL) = other.is_quarantined
            """;

    private static final int CONTENT = 3;
    private static final String OF_MANY = SQL.formatted("?");
    private static final String OF_ONE = SQL.formatted("ARRAY[?]");

    private ReplaceBodies() {}

    static void execute(DSLContext dsl, AccountId account, List<StoredBody> bodies) {
        List<StoredBody> plain = bodies.stream().filter(ReplaceBodies::isPlain).toList();
        dsl.connection(connection -> {
            if (!plain.isEmpty()) {
                many(connection, account, plain);
            }
            for (StoredBody large : bodies.stream().filter(it -> !isPlain(it)).toList()) {
                one(connection, account, large);
            }
        });
    }

    private static boolean isPlain(StoredBody stored) {
        return stored.body().content().isPlain();
    }

    private static void many(Connection connection, AccountId account, List<StoredBody> bodies) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(OF_MANY)) {
            new ArrayParameters<>(statement, bodies)
                    .bytes(CONTENT, it -> it.body().content().bytes());
            execute(statement, account, bodies);
        }
    }

    /** As when it was first stored: as a stream. */
    private static void one(Connection connection, AccountId account, StoredBody stored) throws SQLException {
        Content content = stored.body().content();
        try (PreparedStatement statement = connection.prepareStatement(OF_ONE);
                InputStream bytes = content.open()) {
            statement.setBinaryStream(CONTENT, bytes, content.length());
            execute(statement, account, List.of(stored));
        } catch (IOException impossible) {
            throw new UncheckedIOException("a log that is in memory cannot be read", impossible);
        }
    }

    private static void execute(PreparedStatement statement, AccountId account, List<StoredBody> bodies)
            throws SQLException {
        ArrayParameters<StoredBody> columns = new ArrayParameters<>(statement, bodies);
        columns.numbers(1, it -> it.logId().value());
        columns.numbers(2, it -> it.startedAt().getEpochSecond());
        columns.flags(4, it -> !it.isQuarantined() && it.body().isText());
        columns.flags(5, StoredBody::isQuarantined);
        columns.texts(6, it -> it.body().location());
        columns.texts(7, it -> Unnest.json(it.body().redactions()));
        statement.setLong(8, account.value());
        statement.executeUpdate();
    }
}
