package dev.callvault.store.postgres.search;

import dev.callvault.store.postgres.search.Weeks.Week;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Result;

/**
 * Which weeks of logs are indexed.
 *
 * @param weeks all weeks with a partition, earliest first
 * @param usable the names of complete indexes
 * @param broken the names of indexes whose creation was interrupted
 */
record BodyIndexes(List<Week> weeks, Set<String> usable, Set<String> broken) {
    private static final String PARTITIONS = """
            SELECT relname::text FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
            WHERE inhparent = 'archive.call_logs'::regclass AND relname ~ '^call_logs_[0-9]{4}_[0-9]{2}$'
            """;

    private static final String INDEXES = """
            SELECT relname::text, indisvalid FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
            WHERE relnamespace = 'archive'::regnamespace AND relname ~ '^call_logs_[0-9]{4}_[0-9]{2}_text_[0-9]{2}$'
            """;

    static BodyIndexes select(DSLContext dsl) {
        List<Week> weeks = dsl.fetch(PARTITIONS).getValues(0, String.class).stream()
                .map(it -> YearMonth.of(Integer.parseInt(it.substring(10, 14)), Integer.parseInt(it.substring(15, 17))))
                .flatMap(it -> Weeks.of(it).stream())
                .sorted(Comparator.comparing(Week::start))
                .toList();
        Result<Record> indexes = dsl.fetch(INDEXES);
        return new BodyIndexes(weeks, names(indexes, true), names(indexes, false));
    }

    private static Set<String> names(Result<Record> indexes, boolean areValid) {
        return indexes.stream()
                .filter(it -> it.get(1, Boolean.class) == areValid)
                .map(it -> it.get(0, String.class))
                .collect(Collectors.toUnmodifiableSet());
    }

    boolean isIndexed(Week week) {
        return usable.contains(week.index());
    }
}
