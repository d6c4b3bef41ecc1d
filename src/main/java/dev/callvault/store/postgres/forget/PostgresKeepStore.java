package dev.callvault.store.postgres.forget;

import dev.callvault.store.forget.KeepPeriod;
import dev.callvault.store.forget.KeepState;
import dev.callvault.store.forget.KeepStore;
import dev.callvault.store.forget.KeepTerm;
import dev.callvault.store.forget.RecordKind;
import dev.callvault.store.postgres.sql.Transactions;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Param;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

public final class PostgresKeepStore implements KeepStore {
    private static final String TERMS = """
            SELECT record, in_force, shortened, extract(epoch FROM shortened_since)::bigint AS since FROM archive.keep
            """;
    private static final String AROUND = """
            SELECT extract(epoch FROM date_trunc('second', clock_timestamp()))::bigint AS now,
                   (SELECT extract(epoch FROM max(succeeded_at))::bigint FROM archive.runs) AS last_success,
                   NOT (EXISTS (SELECT FROM archive.calls) OR EXISTS (SELECT FROM archive.call_logs)
                        OR EXISTS (SELECT FROM archive.sessions) OR EXISTS (SELECT FROM archive.errors)) AS empty
            """;
    private static final String CHANGE = """
            INSERT INTO archive.keep AS known (record, in_force, shortened, shortened_since)
            VALUES ({0}, {1}, {2}, to_timestamp({3}))
            ON CONFLICT (record) DO UPDATE
            SET in_force = excluded.in_force, shortened = excluded.shortened, shortened_since = excluded.shortened_since
            WHERE known.in_force = {4} AND known.shortened IS NOT DISTINCT FROM {5}
              AND known.shortened_since IS NOT DISTINCT FROM to_timestamp({6})
            """;

    private final Transactions transactions;

    public PostgresKeepStore(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public KeepState read() {
        return transactions.inOne("read how long records are kept", PostgresKeepStore::state);
    }

    private static KeepState state(DSLContext dsl) {
        Map<RecordKind, KeepTerm> terms = new EnumMap<>(RecordKind.class);
        dsl.fetch(TERMS)
                .forEach(row -> terms.put(
                        RecordKind.valueOf(row.get("record", String.class).toUpperCase(Locale.ROOT)), term(row)));
        Record around = dsl.fetchSingle(AROUND);
        return new KeepState(
                terms,
                Instant.ofEpochSecond(around.get("now", Long.class)),
                Optional.ofNullable(around.get("last_success", Long.class)).map(Instant::ofEpochSecond),
                around.get("empty", Boolean.class));
    }

    private static KeepTerm term(Record row) {
        KeepTerm term = KeepTerm.of(KeepPeriod.parse(row.get("in_force", String.class)));
        return Optional.ofNullable(row.get("shortened", String.class))
                .map(it -> term.waitingFor(KeepPeriod.parse(it), Instant.ofEpochSecond(row.get("since", Long.class))))
                .orElse(term);
    }

    @Override
    public boolean change(RecordKind kind, KeepTerm before, KeepTerm after) {
        return transactions.inOne(
                "change how long " + kind.label() + " are kept",
                dsl -> dsl.execute(
                                CHANGE,
                                DSL.val(kind.label()),
                                DSL.val(after.inForce().text()),
                                shortened(after),
                                since(after),
                                DSL.val(before.inForce().text()),
                                shortened(before),
                                since(before))
                        > 0);
    }

    private static Param<String> shortened(KeepTerm term) {
        return DSL.val(term.waiting().map(it -> it.keep().text()).orElse(null), SQLDataType.CLOB);
    }

    private static Param<Long> since(KeepTerm term) {
        return DSL.val(term.waiting().map(it -> it.since().getEpochSecond()).orElse(null), SQLDataType.BIGINT);
    }

    @Override
    public Older older(RecordKind kind, Instant than) {
        return transactions.inOne(
                "count the " + kind.label() + " that would be deleted", dsl -> SelectOlder.of(dsl, kind, than));
    }
}
