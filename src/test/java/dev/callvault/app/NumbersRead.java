package dev.callvault.app;

import dev.callvault.number.NumberReader;
import dev.callvault.number.ReadNumber;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Reads the numbers of rows that a test wrote by hand, each in its account's region. */
final class NumbersRead {
    private static final NumberReader READER = new NumberReader();

    private static final String SPELLED =
            "SELECT DISTINCT account_id, region, $spelling FROM archive.$table JOIN archive.accounts USING (account_id)"
                    + " WHERE $spelling IS NOT NULL";

    private static final String UPDATE = """
            UPDATE archive.$table SET $who_number = ?, $who_kind = ?, $who_country = ?, $who_area = ?, $who_toll_free = ?,
                   numbers_version = (SELECT numbers_version FROM archive.accounts WHERE account_id = $table.account_id)
            WHERE account_id = ? AND $spelling = ?
            """;

    private NumbersRead() {}

    static void in(Connection connection) throws SQLException {
        for (String table : new String[] {"calls", "call_conflicts"}) {
            read(connection, table, "caller", "archive.caller(direction, dest, src)");
            read(connection, table, "called", "archive.called(direction, dest, src)");
        }
        read(connection, "sessions", "caller", "CASE line_kind WHEN 'outbound' THEN dnis ELSE ani END");
        read(connection, "sessions", "called", "CASE line_kind WHEN 'outbound' THEN ani ELSE dnis END");
        read(connection, "errors", "caller", "ani");
        read(connection, "errors", "called", "dnis");
    }

    private static void read(Connection connection, String table, String who, String spelling) throws SQLException {
        try (Statement spelled = connection.createStatement();
                ResultSet rows = spelled.executeQuery(in(SPELLED, table, who, spelling));
                PreparedStatement update = connection.prepareStatement(in(UPDATE, table, who, spelling))) {
            while (rows.next()) {
                ReadNumber number = READER.read(rows.getString(3), rows.getString(2));
                update.setString(1, number.form());
                update.setString(2, number.kind().label());
                update.setString(3, number.country());
                update.setString(4, number.area());
                update.setBoolean(5, number.isTollFree());
                update.setLong(6, rows.getLong(1));
                update.setString(7, rows.getString(3));
                update.addBatch();
            }
            int[] unused = update.executeBatch();
        }
    }

    private static String in(String statement, String table, String who, String spelling) {
        return statement.replace("$table", table).replace("$who", who).replace("$spelling", spelling);
    }
}
