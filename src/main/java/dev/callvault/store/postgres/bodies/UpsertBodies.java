package dev.callvault.store.postgres.bodies;

import dev.callvault.call.AccountId;
import dev.callvault.call.CallBody;
import dev.callvault.call.LogId;
import dev.callvault.content.Content;
import dev.callvault.store.postgres.sql.ArrayParameters;
import dev.callvault.store.postgres.sql.Unnest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Stores logs. They are sent as bytes, which the driver transfers in binary: many in one array, or as a stream if one
 * is too long for an array.
 */
final class UpsertBodies {
    private static final String SQL = """
            INSERT INTO archive.call_logs AS kept
                   (account_id, log_id, started_at, body, body_bytes, sha256, size_bytes, location, quarantine, redactions, fetched_at)
            SELECT ?, log_id, to_timestamp(started), CASE WHEN is_text THEN convert_from(content, 'UTF8') END,
                   CASE WHEN NOT is_text THEN content END, sha256, length(content), location, quarantine, redactions::jsonb, to_timestamp(?)
            FROM unnest(?::bigint[], ?::bigint[], %s::bytea[], ?::boolean[], ?::bytea[], ?::text[], ?::text[], ?::text[])
                 AS row (log_id, started, content, is_text, sha256, location, quarantine, redactions)
            WHERE NOT EXISTS (SELECT FROM archive.forgotten_calls AS gone
                              WHERE gone.account_id = ? AND gone.log_id = row.log_id
                                AND gone.started_at = to_timestamp(row.started))
              AND (to_timestamp(started) >= coalesce((SELECT since FROM archive.kept_since WHERE record = 'bodies'), '-infinity')
                   OR EXISTS (SELECT FROM archive.every_call AS call WHERE call.account_id = ? AND call.log_id = row.log_id
                              AND call.started_at = to_timestamp(row.started)
                              AND archive.is_held(call.session_id, call.caller_number, call.called_number, call.numbers_version)))
            ON CONFLICT (account_id, log_id, started_at) DO UPDATE
            SET body = excluded.body, body_bytes = excluded.body_bytes, sha256 = excluded.sha256,
                size_bytes = excluded.size_bytes, location = excluded.location, quarantine = excluded.quarantine,
                redactions = excluded.redactions, fetched_at = excluded.fetched_at
            WHERE kept.quarantine IS NOT NULL
              AND (kept.sha256, kept.quarantine) IS DISTINCT FROM (excluded.sha256, excluded.quarantine)
            """;

    private static final int CONTENT = 5;
    private static final String OF_MANY = SQL.formatted("?");
    private static final String OF_ONE = SQL.formatted("ARRAY[?]");

    private UpsertBodies() {}

    /**
     * A log on its way to the database.
     *
     * @param quarantine why the content could not be read; null for a readable log
     */
    record Row(
            LogId logId,
            Instant startedAt,
            CallBody body,
            @Nullable String quarantine) {
        Content content() {
            return body.content();
        }

        boolean isText() {
            return quarantine == null && body.isText();
        }
    }

    static void execute(DSLContext dsl, AccountId account, List<Row> rows, Instant now) {
        List<Row> plain = rows.stream().filter(it -> it.content().isPlain()).toList();
        List<Row> large = rows.stream().filter(it -> !it.content().isPlain()).toList();
        dsl.connection(connection -> {
            if (!plain.isEmpty()) {
                many(connection, account, plain, now);
            }
            for (Row row : large) {
                one(connection, account, row, now);
            }
        });
    }

    private static void many(Connection connection, AccountId account, List<Row> rows, Instant now)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(OF_MANY)) {
            new ArrayParameters<>(statement, rows)
                    .bytes(CONTENT, it -> it.content().bytes());
            execute(statement, account, rows, now);
        }
    }

    private static void one(Connection connection, AccountId account, Row row, Instant now) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(OF_ONE);
                InputStream content = row.content().open()) {
            statement.setBinaryStream(CONTENT, content, row.content().length());
            execute(statement, account, List.of(row), now);
        } catch (IOException impossible) {
            throw new UncheckedIOException("a log that is in memory cannot be read", impossible);
        }
    }

    private static void execute(PreparedStatement statement, AccountId account, List<Row> rows, Instant now)
            throws SQLException {
        statement.setLong(1, account.value());
        statement.setLong(2, now.getEpochSecond());
        ArrayParameters<Row> columns = new ArrayParameters<>(statement, rows);
        columns.numbers(3, it -> it.logId().value());
        columns.numbers(4, it -> it.startedAt().getEpochSecond());
        columns.flags(6, Row::isText);
        columns.bytes(7, it -> it.content().sha256());
        columns.texts(8, it -> storable(it.body().location()));
        columns.texts(9, it -> it.quarantine() == null ? null : storable(it.quarantine()));
        columns.texts(10, it -> Unnest.json(it.body().redactions()));
        statement.setLong(11, account.value());
        statement.setLong(12, account.value());
        statement.executeUpdate();
    }

    /** PostgreSQL's text type holds neither U+0000 nor half a surrogate pair. */
    private static String storable(String text) {
        byte[] valid = text.replace('\0', '\u2400').getBytes(StandardCharsets.UTF_8);
        return new String(valid, StandardCharsets.UTF_8);
    }
}
