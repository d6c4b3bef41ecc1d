package dev.callvault.store.postgres.sql;

import dev.callvault.store.listing.Written;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jooq.Param;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * Columns as arrays, for {@code unnest}: one round trip and one prepared statement for any number of rows. Instants are
 * sent as whole epoch seconds, the archive's unit of time.
 */
public final class Unnest {
    private Unnest() {}

    public static <T> Param<?> texts(List<T> rows, Function<T, @Nullable String> column) {
        return ArrayBinding.val(SQLDataType.CLOB, rows.stream().map(column).toArray(String[]::new));
    }

    public static <T> Param<?> numbers(List<T> rows, Function<T, @Nullable Long> column) {
        return ArrayBinding.val(SQLDataType.BIGINT, rows.stream().map(column).toArray(Long[]::new));
    }

    public static <T> Param<?> integers(List<T> rows, Function<T, @Nullable Integer> column) {
        return ArrayBinding.val(SQLDataType.INTEGER, rows.stream().map(column).toArray(Integer[]::new));
    }

    public static <T> Param<?> flags(List<T> rows, Function<T, @Nullable Boolean> column) {
        return ArrayBinding.val(SQLDataType.BOOLEAN, rows.stream().map(column).toArray(Boolean[]::new));
    }

    public static <T> Param<?> seconds(List<T> rows, Function<T, @Nullable Instant> column) {
        return ArrayBinding.val(
                SQLDataType.BIGINT, rows.stream().map(column).map(Unnest::epoch).toArray(Long[]::new));
    }

    /** Counts as JSON, null for none; names contain only letters, digits and plain signs. */
    public static <T> Param<?> counts(List<T> rows, Function<T, Map<String, Integer>> column) {
        return ArrayBinding.val(
                SQLDataType.CLOB, rows.stream().map(column).map(Unnest::json).toArray(String[]::new));
    }

    public static @Nullable String json(Map<String, Integer> counts) {
        return counts.isEmpty()
                ? null
                : counts.entrySet().stream()
                        .map(it -> '"' + it.getKey() + "\": " + it.getValue())
                        .collect(Collectors.joining(", ", "{", "}"));
    }

    public static Param<Long> number(long value) {
        return DSL.val(value);
    }

    /** Reads a row of two counts: inserted, updated. */
    public static Written written(Record counts) {
        return new Written(counts.get(0, Integer.class), counts.get(1, Integer.class));
    }

    private static @Nullable Long epoch(@Nullable Instant instant) {
        return instant == null ? null : instant.getEpochSecond();
    }
}
