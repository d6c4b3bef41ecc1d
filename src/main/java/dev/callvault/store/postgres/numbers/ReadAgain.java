package dev.callvault.store.postgres.numbers;

import dev.callvault.call.AccountId;
import dev.callvault.store.postgres.sql.Unnest;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Param;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/**
 * Reads the numbers of some records again whose reading is out of date. What others have locked is left to the next time. A
 * form that changes is added to the holds that cover it, so that they go on covering the record.
 */
final class ReadAgain {
    /** Those with numbers, in the order in which people miss them. */
    static final List<String> TABLES = List.of("calls", "call_conflicts", "sessions", "errors");

    private static final String OUT_OF_DATE = """
            SELECT ctid::text, $caller, $called, caller_number, called_number FROM archive.$table
            $which LIMIT {1} FOR NO KEY UPDATE SKIP LOCKED
            """;

    private static final String UPDATE = NumberColumns.in("""
            UPDATE archive.$table AS stored SET $assigned
            FROM unnest({0}::text[], $arrays) AS read (place, $numbers)
            WHERE stored.ctid = read.place::tid
            """, 1);

    /** Nearly always none of a batch. */
    private static final String HELD = """
            SELECT DISTINCT form FROM archive.holds, unnest(numbers) AS form
            WHERE released_at IS NULL AND form = ANY ({0}::text[])
            """;

    private static final String HOLDS = """
            UPDATE archive.holds SET numbers = array_append(numbers, changed.is_now)
            FROM unnest({0}::text[], {1}::text[]) AS changed (was, is_now)
            WHERE released_at IS NULL AND changed.was = ANY (numbers) AND NOT changed.is_now = ANY (numbers)
            """;

    private ReadAgain() {}

    static int execute(DSLContext dsl, String table, AccountNumbers numbers, AccountId account, int most) {
        if (numbers.version() == null) {
            return 0;
        }
        List<Stored> stored = Unread.eachWay(in(OUT_OF_DATE, table), numbers.version())
                .map(it -> Unread.fetch(dsl, it, Unnest.number(account.value()), Unnest.number(most)))
                .filter(it -> !it.isEmpty())
                .findFirst()
                .map(it -> it.map(Stored::of))
                .orElse(List.of());
        if (stored.isEmpty()) {
            return 0;
        }
        keepHeld(
                dsl,
                stored.stream().flatMap(it -> it.changed(numbers)).distinct().toList());
        Stream<Param<?>> places = Stream.of(Unnest.texts(stored, Stored::place));
        return dsl.execute(
                in(UPDATE, table),
                Stream.concat(places, NumberColumns.of(stored, Stored::parties, numbers))
                        .toArray());
    }

    /** One form at a time: an update changes a hold once, however many forms it would add. */
    private static void keepHeld(DSLContext dsl, List<Changed> changed) {
        if (changed.isEmpty()) {
            return;
        }
        Set<String> held = dsl.fetch(HELD, Unnest.texts(changed, Changed::was)).intoSet(0, String.class);
        for (Changed one :
                changed.stream().filter(it -> held.contains(it.was())).toList()) {
            dsl.execute(HOLDS, Unnest.texts(List.of(one), Changed::was), Unnest.texts(List.of(one), Changed::is));
        }
    }

    private static String in(String statement, String table) {
        boolean isCall = table.equals("calls") || table.equals("call_conflicts");
        String caller = isCall ? "src" : "ani";
        String called = isCall ? "dest" : "dnis";
        String isSwapped = switch (table) {
            case "calls", "call_conflicts" -> "direction = 'outbound' AND strpos(dest, '@') > 0";
            case "sessions" -> "line_kind = 'outbound'";
            default -> "strpos(dnis, '@') > 0 AND strpos(coalesce(ani, ''), '@') = 0";
        };
        return statement
                .replace("$table", table)
                .replace("$caller", swapped(isSwapped, caller, called))
                .replace("$called", swapped(isSwapped, called, caller));
    }

    private static String swapped(String condition, String usual, String swapped) {
        return "CASE WHEN " + condition + " THEN " + swapped + " ELSE " + usual + " END";
    }

    /** A form that was read, and how the same spelling is read now. */
    private record Changed(String was, String is) {}

    /** A record whose numbers are out of date. */
    private record Stored(
            String place,
            Parties parties,
            @Nullable String caller,
            @Nullable String called) {
        static Stored of(Record row) {
            return new Stored(
                    row.get(0, String.class),
                    new Parties(row.get(1, String.class), row.get(2, String.class)),
                    row.get(3, String.class),
                    row.get(4, String.class));
        }

        Stream<Changed> changed(AccountNumbers numbers) {
            return Stream.concat(
                    changed(caller, parties.caller(), numbers), changed(called, parties.called(), numbers));
        }

        private static Stream<Changed> changed(
                @Nullable String was, @Nullable String spelling, AccountNumbers numbers) {
            var read = numbers.read(spelling);
            return was == null || read == null || read.form() == null || Objects.equals(was, read.form())
                    ? Stream.empty()
                    : Stream.of(new Changed(was, read.form()));
        }
    }
}
