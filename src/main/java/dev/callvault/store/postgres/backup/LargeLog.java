package dev.callvault.store.postgres.backup;

import dev.callvault.store.postgres.sql.LogPieces;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * A log that is written a piece at a time, in the form in which {@code COPY} would write its row. The server unpacks a log anew for
 * each piece.
 *
 * @param length in bytes
 */
record LargeLog(long account, long logId, Instant startedAt, long length) {
    /** The columns of the content, of which one is null. */
    static final List<String> CONTENT = List.of("body", "body_bytes");

    private static final int PIECE = 2 << 20;

    private static final byte[] NULL = {'\\', 'N'};
    private static final byte[] BYTES_FOLLOW = {'\\', '\\', 'x'};

    private static final String ROW = """
            SELECT encode(sha256, 'hex'), body IS NOT NULL FROM archive.call_logs
            WHERE account_id = {0} AND log_id = {1} AND started_at = {2}::timestamptz
            """;

    /**
     * Writes it as it is now.
     *
     * @param columns those of the content last
     * @return false when it is gone
     */
    boolean write(Connection connection, List<String> columns, OutputStream out) {
        return DSL.using(connection, SQLDialect.POSTGRES).transactionResult(configuration -> {
            DSLContext dsl = configuration.dsl();
            dsl.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
            @Nullable Record row = dsl.fetchOne(ROW, DSL.val(account), DSL.val(logId), DSL.val(startedAt.toString()));
            if (row == null) {
                return false;
            }
            writeRow(connection, columns, out);
            LogPieces.Key key = new LogPieces.Key(account, logId, startedAt, row.get(0, String.class));
            LogPieces pieces = LogPieces.within(dsl);
            if (row.get(1, Boolean.class)) {
                writeText(pieces, key, out);
                out.write('\t');
                out.write(NULL);
            } else {
                out.write(NULL);
                out.write('\t');
                writeBytes(pieces, key, out);
            }
            out.write('\n');
            return true;
        });
    }

    private void writeRow(Connection connection, List<String> columns, OutputStream out)
            throws SQLException, IOException {
        String narrow = "\"" + String.join("\", \"", columns.subList(0, columns.size() - CONTENT.size())) + '"';
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        CopyRows.out(
                connection,
                "SELECT " + narrow + " FROM archive.call_logs WHERE account_id = " + account + " AND log_id = " + logId
                        + " AND started_at = '" + startedAt + "'",
                line,
                ignored -> {});
        out.write(line.toByteArray(), 0, line.size() - 1); // without the end of the line
        out.write('\t');
    }

    private void writeText(LogPieces pieces, LogPieces.Key key, OutputStream out) throws IOException {
        for (long at = 0; at < length; at += PIECE) {
            byte[] piece = piece(pieces, key, at);
            ByteArrayOutputStream escaped = new ByteArrayOutputStream(piece.length + piece.length / 8);
            for (byte one : piece) {
                escape(one, escaped);
            }
            escaped.writeTo(out);
        }
    }

    private static void escape(byte one, ByteArrayOutputStream out) {
        int letter = switch (one) {
            case '\b' -> 'b';
            case '\t' -> 't';
            case '\n' -> 'n';
            case 0x0b -> 'v';
            case '\f' -> 'f';
            case '\r' -> 'r';
            case '\\' -> '\\';
            default -> 0;
        };
        if (letter != 0) {
            out.write('\\');
        }
        out.write(letter == 0 ? one : letter);
    }

    private void writeBytes(LogPieces pieces, LogPieces.Key key, OutputStream out) throws IOException {
        out.write(BYTES_FOLLOW);
        for (long at = 0; at < length; at += PIECE) {
            out.write(HexFormat.of().formatHex(piece(pieces, key, at)).getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static byte[] piece(LogPieces pieces, LogPieces.Key key, long at) {
        byte @Nullable [] piece = pieces.read(key, at, PIECE);
        if (piece == null) {
            throw new IllegalStateException("log " + key.logId() + " changed inside of a snapshot");
        }
        return piece;
    }
}
