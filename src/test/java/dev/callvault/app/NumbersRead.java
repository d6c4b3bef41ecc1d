package dev.callvault.app;

import dev.callvault.number.NumberReader;
import dev.callvault.number.ReadNumber;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Reads the numbers of calls that a test wrote by hand, each in its account's region. */
public final class NumbersRead {
    private static final NumberReader READER = new NumberReader();

    private static final String SPELLED = """
            SELECT DISTINCT account_id, region, archive.%1$s(direction, dest, src) FROM archive.%2$s JOIN archive.accounts USING (account_id)
            """;

    private static final String UPDATE = """
            UPDATE archive.%2$s SET %1$s_number = ?, %1$s_kind = ?, %1$s_country = ?, %1$s_area = ?, %1$s_toll_free = ?,
                   numbers_version = (SELECT numbers_version FROM archive.accounts WHERE account_id = %2$s.account_id)
            WHERE account_id = ? AND archive.%1$s(direction, dest, src) = ?
            """;

    private NumbersRead() {}

    public static void in(Connection connection) throws SQLException {
        for (String table : List.of("calls", "call_conflicts")) {
            for (String who : List.of("caller", "called")) {
                try (Statement spelled = connection.createStatement();
                        ResultSet rows = spelled.executeQuery(SPELLED.formatted(who, table));
                        PreparedStatement update = connection.prepareStatement(UPDATE.formatted(who, table))) {
                    while (rows.next()) {
                        ReadNumber read = READER.read(rows.getString(3), rows.getString(2));
                        update.setString(1, read.form());
                        update.setString(2, read.kind().label());
                        update.setString(3, read.country());
                        update.setString(4, read.area());
                        update.setBoolean(5, read.isTollFree());
                        update.setLong(6, rows.getLong(1));
                        update.setString(7, rows.getString(3));
                        update.addBatch();
                    }
                    int[] unused = update.executeBatch();
                }
            }
        }
    }
}
