package dev.callvault.store.postgres;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jooq.DSLContext;

/** Makes the bodies' monthly partitions before they are needed: from last month to three months ahead. */
@SuppressWarnings("InlineFormatString") // SQL reads better apart from the code around it
final class MakePartitions {
    private static final int MONTHS_AHEAD = 3;

    private static final String EXISTING =
            "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'archive.call_logs'::regclass";

    /** The default partition is moved out of the way if it already holds rows of the month. */
    private static final String CREATE = """
            CREATE TABLE %1$s (LIKE archive.call_logs INCLUDING ALL);
            COMMENT ON TABLE %1$s IS 'Bodies of calls that started in %4$s (UTC).';
            WITH moved AS (
                DELETE FROM archive.call_logs_other WHERE started_at >= '%2$s' AND started_at < '%3$s' RETURNING *
            )
            INSERT INTO %1$s SELECT * FROM moved;
            ALTER TABLE archive.call_logs ATTACH PARTITION %1$s FOR VALUES FROM ('%2$s') TO ('%3$s');
            """;

    private MakePartitions() {}

    static void around(DSLContext dsl, Instant now) {
        Set<String> existing = Set.copyOf(dsl.fetch(EXISTING).getValues(0, String.class));
        missing(existing, now).forEach(month -> create(dsl, month));
    }

    private static List<YearMonth> missing(Set<String> existing, Instant now) {
        YearMonth first = YearMonth.from(now.atOffset(ZoneOffset.UTC)).minusMonths(1);
        return Stream.iterate(first, month -> month.plusMonths(1))
                .limit(MONTHS_AHEAD + 2)
                .filter(month -> !existing.contains(table(month)))
                .toList();
    }

    private static void create(DSLContext dsl, YearMonth month) {
        String from = month.atDay(1) + " 00:00:00+00";
        String to = month.plusMonths(1).atDay(1) + " 00:00:00+00";
        dsl.connection(connection -> {
            try (var statement = connection.createStatement()) {
                statement.execute(String.format(Locale.ROOT, CREATE, table(month), from, to, month));
            }
        });
    }

    private static String table(YearMonth month) {
        return String.format(Locale.ROOT, "archive.call_logs_%04d_%02d", month.getYear(), month.getMonthValue());
    }
}
