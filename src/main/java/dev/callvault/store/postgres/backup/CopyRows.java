package dev.callvault.store.postgres.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.copy.CopyOut;

/** Streams rows in PostgreSQL's text format, a row at a time out, and a piece at a time in. */
final class CopyRows {
    private static final int PIECE = 64 << 10;

    private CopyRows() {}

    /** @param rows is told of every row */
    static long out(Connection connection, String query, OutputStream out, LongConsumer rows)
            throws SQLException, IOException {
        CopyOut copy = manager(connection).copyOut("COPY (" + query + ") TO STDOUT");
        try {
            for (byte[] row = copy.readFromCopy(); row != null; row = copy.readFromCopy()) {
                out.write(row);
                rows.accept(1);
            }
            return copy.getHandledRowCount();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    static long in(Connection connection, String table, List<String> columns, InputStream in)
            throws SQLException, IOException {
        String names = columns.stream().map(it -> '"' + it + '"').collect(Collectors.joining(", "));
        CopyIn copy = manager(connection).copyIn("COPY " + table + " (" + names + ") FROM STDIN");
        try {
            byte[] piece = new byte[PIECE];
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                copy.writeToCopy(piece, 0, count);
            }
            return copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private static CopyManager manager(Connection connection) throws SQLException {
        return connection.unwrap(PGConnection.class).getCopyAPI();
    }
}
