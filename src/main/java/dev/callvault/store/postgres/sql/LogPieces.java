package dev.callvault.store.postgres.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGStatement;

/** Where the pieces of a stored log come from. */
@FunctionalInterface
public interface LogPieces {
    /**
     * Reads some bytes of a log.
     *
     * @param from how many bytes to skip
     * @return at most as many bytes as requested, fewer only at the log's end; null when the log is no longer stored as it
     *     was
     */
    byte @Nullable [] read(Key key, long from, int most);

    /** The same for a reader who has begun, and could not begin again. */
    default byte @Nullable [] readOn(Key key, long from, int most) {
        return read(key, from, most);
    }

    /**
     * A version of a stored log.
     *
     * @param sha256 of its bytes, in hexadecimal: a log that has been replaced meanwhile must not be continued
     */
    record Key(long account, long logId, Instant startedAt, String sha256) {}

    /** Pieces read inside a transaction that is open anyway. */
    static LogPieces within(DSLContext dsl) {
        return (key, from, most) -> dsl.connectionResult(connection -> Statement.read(connection, key, from, most));
    }

    /** The statement that reads a piece. */
    final class Statement {
        private static final String SQL = """
                SELECT substring(coalesce(body_bytes, convert_to(body, 'UTF8')) FROM ? FOR ?) FROM archive.call_logs
                WHERE account_id = ? AND log_id = ? AND started_at = ? AND sha256 = ?
                """;

        /** The driver then asks for the bytes as they are; as text they would take three times the memory. */
        private static final int BINARY = -1;

        private Statement() {}

        private static byte @Nullable [] read(Connection connection, Key key, long from, int most) throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement(SQL)) {
                statement.unwrap(PGStatement.class).setPrepareThreshold(BINARY);
                statement.setInt(1, Math.toIntExact(from + 1));
                statement.setInt(2, most);
                statement.setLong(3, key.account());
                statement.setLong(4, key.logId());
                statement.setObject(5, key.startedAt().atOffset(ZoneOffset.UTC));
                statement.setBytes(6, HexFormat.of().parseHex(key.sha256()));
                try (ResultSet rows = statement.executeQuery()) {
                    return rows.next() ? rows.getBytes(1) : null;
                }
            }
        }
    }
}
