package dev.callvault.store.postgres.server;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** Creates the monthly log partitions before they are needed: from last month to three months ahead. */
public final class MakePartitions {
    /** A waiting lock on all logs blocks everyone who stores one, and a reader may hold it up for an hour. */
    public static final String BEHIND_NO_READER = "SET LOCAL lock_timeout = '5s'";

    private static final int MONTHS_AHEAD = 3;

    private static final String EXISTING =
            "SELECT relname::text FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid"
                    + " WHERE inhparent = 'archive.call_logs'::regclass AND relnamespace = 'archive'::regnamespace";

    /** Two nodes that start together create the partitions one after the other. */
    private static final String ONE_AT_A_TIME =
            "SELECT pg_advisory_xact_lock(hashtextextended('callvault partitions', 0))";

    private MakePartitions() {}

    /** Creates the one of a month, unless it exists. */
    public static void of(DSLContext dsl, YearMonth month) {
        begin(dsl);
        if (!existing(dsl).contains(table(month))) {
            make(dsl, month);
        }
    }

    private static void begin(DSLContext dsl) {
        dsl.fetch(ONE_AT_A_TIME);
        dsl.execute(BEHIND_NO_READER);
    }

    private static void make(DSLContext dsl, YearMonth month) {
        dsl.fetch("SELECT archive.make_month({0}::date)", DSL.val(month.atDay(1).toString()));
    }

    /** Creates those that are missing. */
    public static void around(DSLContext dsl, Instant now) {
        begin(dsl);
        Set<String> existing = Set.copyOf(existing(dsl));
        YearMonth first = oldest(now);
        Stream.iterate(first, month -> month.plusMonths(1))
                .limit(MONTHS_AHEAD + 2)
                .filter(month -> !existing.contains(table(month)))
                .forEach(month -> make(dsl, month));
    }

    /** The earliest month whose partition always exists. */
    public static YearMonth oldest(Instant now) {
        return YearMonth.from(now.atOffset(ZoneOffset.UTC)).minusMonths(1);
    }

    /** The partitions' names in schema archive, as they are stored, not as they are printed. */
    public static List<String> existing(DSLContext dsl) {
        return dsl.fetch(EXISTING).getValues(0, String.class);
    }

    static String table(YearMonth month) {
        return String.format(Locale.ROOT, "call_logs_%04d_%02d", month.getYear(), month.getMonthValue());
    }
}
