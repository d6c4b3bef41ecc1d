package dev.callvault.store.postgres.status;

import static dev.callvault.store.postgres.jooq.Tables.LOSSES;

import dev.callvault.call.Acknowledgement;
import dev.callvault.store.postgres.sql.Unnest;
import dev.callvault.store.status.LossId;
import dev.callvault.store.status.LossId.Kind;
import dev.callvault.store.status.LossStore.Outcome;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** Acknowledges losses in their own rows; one that is acknowledged already keeps what it says. */
final class AcknowledgeLosses {
    private static final Map<Kind, String> SQL = Map.of(
            Kind.LOST, update("gaps", "gap_id"),
            Kind.UNPROVEN, update("unproven", "unproven_id"),
            Kind.UNREADABLE, update("unread_rows", "unread_id"),
            Kind.CONFLICT, update("call_conflicts", "conflict_id"));

    private AcknowledgeLosses() {}

    private static String update(String table, String number) {
        return """
                UPDATE archive.$table
                SET acknowledged_at = to_timestamp({1}), acknowledged_by = {2}, acknowledged_reason = {3}
                WHERE $number = ANY({0}::bigint[]) AND acknowledged_at IS NULL
                RETURNING $number
                """.replace("$table", table).replace("$number", number);
    }

    static Outcome execute(DSLContext dsl, List<LossId> ids, Acknowledgement how) {
        List<LossId> named = ids.stream().distinct().toList();
        List<LossId> unknown = new ArrayList<>();
        Set<LossId> done = new HashSet<>();
        for (Kind kind : Kind.values()) {
            Set<LossId> known = known(dsl, kind, of(kind, named));
            of(kind, named).stream().filter(it -> !known.contains(it)).forEach(unknown::add);
        }
        if (!unknown.isEmpty()) {
            return new Outcome(List.of(), List.of(), unknown);
        }
        for (Kind kind : Kind.values()) {
            done.addAll(acknowledge(dsl, kind, of(kind, named), how));
        }
        return new Outcome(
                named.stream().filter(done::contains).toList(),
                named.stream().filter(it -> !done.contains(it)).toList(),
                List.of());
    }

    private static List<LossId> of(Kind kind, List<LossId> ids) {
        return ids.stream().filter(it -> it.kind() == kind).toList();
    }

    private static Set<LossId> known(DSLContext dsl, Kind kind, List<LossId> ids) {
        return ids.isEmpty()
                ? Set.of()
                : new HashSet<>(dsl.select(LOSSES.NUMBER)
                        .from(LOSSES)
                        .where(LOSSES.KIND.eq(kind.label()))
                        .and(LOSSES.NUMBER.eq(
                                DSL.any(ids.stream().map(LossId::number).toArray(Long[]::new))))
                        .fetch(row -> new LossId(kind, row.value1())));
    }

    private static List<LossId> acknowledge(DSLContext dsl, Kind kind, List<LossId> ids, Acknowledgement how) {
        return ids.isEmpty()
                ? List.of()
                : dsl.fetch(
                                Objects.requireNonNull(SQL.get(kind)),
                                Unnest.numbers(ids, LossId::number),
                                Unnest.number(how.at().getEpochSecond()),
                                DSL.val(how.by()),
                                DSL.val(how.reason()))
                        .map(row -> new LossId(kind, row.get(0, Long.class)));
    }
}
