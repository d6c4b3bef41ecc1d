package dev.callvault.store.postgres.sql;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Columns as arrays, as in {@link Unnest}, for plain JDBC statements. Each array has its elements' class, so that the
 * driver sends it in binary; arrays of objects would be sent as text.
 */
public final class ArrayParameters<T> {
    private final PreparedStatement statement;
    private final List<T> rows;

    public ArrayParameters(PreparedStatement statement, List<T> rows) {
        this.statement = statement;
        this.rows = rows;
    }

    public void numbers(int index, Function<T, Long> column) throws SQLException {
        bind(index, "bigint", Long[]::new, column);
    }

    public void texts(int index, Function<T, @Nullable String> column) throws SQLException {
        bind(index, "text", String[]::new, column);
    }

    public void flags(int index, Function<T, Boolean> column) throws SQLException {
        bind(index, "boolean", Boolean[]::new, column);
    }

    public void bytes(int index, Function<T, byte[]> column) throws SQLException {
        bind(index, "bytea", byte[][]::new, column);
    }

    private <V extends @Nullable Object> void bind(
            int index, String type, IntFunction<V[]> array, Function<T, V> column) throws SQLException {
        V[] values = rows.stream().map(column).toArray(array);
        statement.setArray(index, statement.getConnection().createArrayOf(type, values));
    }
}
