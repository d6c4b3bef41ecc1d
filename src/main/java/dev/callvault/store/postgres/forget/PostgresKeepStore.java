package dev.callvault.store.postgres.forget;

import static dev.callvault.store.postgres.jooq.Tables.KEEP;

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
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

public final class PostgresKeepStore implements KeepStore {
    private static final String AROUND = """
            SELECT extract(epoch FROM date_trunc('second', clock_timestamp()))::bigint AS now,
                   (SELECT extract(epoch FROM max(succeeded_at))::bigint FROM archive.runs WHERE stream <> 'bodies') AS last_success,
                   NOT (EXISTS (SELECT FROM archive.every_call) OR EXISTS (SELECT FROM archive.call_logs)
                        OR EXISTS (SELECT FROM archive.sessions) OR EXISTS (SELECT FROM archive.errors)) AS empty
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
        dsl.selectFrom(KEEP)
                .forEach(
                        row -> terms.put(RecordKind.valueOf(row.get(KEEP.RECORD).toUpperCase(Locale.ROOT)), term(row)));
        Record around = dsl.fetchSingle(AROUND);
        return new KeepState(
                terms,
                Instant.ofEpochSecond(around.get("now", Long.class)),
                Optional.ofNullable(around.get("last_success", Long.class)).map(Instant::ofEpochSecond),
                around.get("empty", Boolean.class));
    }

    private static KeepTerm term(Record row) {
        KeepTerm term = KeepTerm.of(KeepPeriod.parse(row.get(KEEP.IN_FORCE)));
        return Optional.ofNullable(row.get(KEEP.SHORTENED))
                .map(it -> term.waitingFor(KeepPeriod.parse(it), row.get(KEEP.SHORTENED_SINCE)))
                .orElse(term);
    }

    @Override
    public boolean change(RecordKind kind, KeepTerm before, KeepTerm after) {
        return transactions.inOne(
                "change how long " + kind.label() + " are kept",
                dsl -> dsl.insertInto(KEEP)
                                .set(KEEP.RECORD, kind.label())
                                .set(KEEP.IN_FORCE, after.inForce().text())
                                .set(KEEP.SHORTENED, shortened(after))
                                .set(KEEP.SHORTENED_SINCE, since(after))
                                .onConflict(KEEP.RECORD)
                                .doUpdate()
                                .set(KEEP.IN_FORCE, DSL.excluded(KEEP.IN_FORCE))
                                .set(KEEP.SHORTENED, DSL.excluded(KEEP.SHORTENED))
                                .set(KEEP.SHORTENED_SINCE, DSL.excluded(KEEP.SHORTENED_SINCE))
                                .where(KEEP.IN_FORCE.eq(before.inForce().text()))
                                .and(KEEP.SHORTENED.isNotDistinctFrom(shortened(before)))
                                .and(KEEP.SHORTENED_SINCE.isNotDistinctFrom(since(before)))
                                .execute()
                        > 0);
    }

    private static @Nullable String shortened(KeepTerm term) {
        return term.waiting().map(it -> it.keep().text()).orElse(null);
    }

    private static @Nullable Instant since(KeepTerm term) {
        return term.waiting().map(it -> it.since()).orElse(null);
    }

    @Override
    public Older older(RecordKind kind, Instant than) {
        return transactions.inOne(
                "count the " + kind.label() + " that would be deleted", dsl -> SelectOlder.fetch(dsl, kind, than));
    }
}
