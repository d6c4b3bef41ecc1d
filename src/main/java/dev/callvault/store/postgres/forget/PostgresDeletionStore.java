package dev.callvault.store.postgres.forget;

import static dev.callvault.store.postgres.jooq.Tables.ERASURES;
import static dev.callvault.store.postgres.jooq.Tables.HOLDS;
import static dev.callvault.store.postgres.jooq.Tables.KEPT_SINCE;

import dev.callvault.number.Mentions;
import dev.callvault.number.NumberReader;
import dev.callvault.store.forget.Decision;
import dev.callvault.store.forget.DeletedRecords;
import dev.callvault.store.forget.DeletionStore;
import dev.callvault.store.forget.Erased;
import dev.callvault.store.forget.ErasedNumber;
import dev.callvault.store.forget.Erasure;
import dev.callvault.store.forget.Hold;
import dev.callvault.store.forget.KeptSince;
import dev.callvault.store.forget.RecordKind;
import dev.callvault.store.postgres.sql.Transactions;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.jooq.Condition;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

public final class PostgresDeletionStore implements DeletionStore {
    private static final String OF_NUMBER = """
            WITH held AS (
                SELECT numbers FROM archive.holds WHERE kind = 'number' AND value = {0} AND released_at IS NULL
            )
            SELECT (SELECT count(*) FROM archive.every_call
                    WHERE caller_number = ANY ((SELECT numbers FROM held)::text[])
                       OR called_number = ANY ((SELECT numbers FROM held)::text[]))
                 + (SELECT count(*) FROM archive.sessions
                    WHERE caller_number = ANY ((SELECT numbers FROM held)::text[])
                       OR called_number = ANY ((SELECT numbers FROM held)::text[]))
                 + (SELECT count(*) FROM archive.errors
                    WHERE caller_number = ANY ((SELECT numbers FROM held)::text[])
                       OR called_number = ANY ((SELECT numbers FROM held)::text[]))
            """;

    private static final String OF_SESSION = """
            SELECT (SELECT count(*) FROM archive.every_call WHERE session_id = {0})
                 + (SELECT count(*) FROM archive.sessions WHERE session_id = {0})
                 + (SELECT count(*) FROM archive.errors WHERE session_id = {0})
            """;

    private final Transactions transactions;
    private final Mentions mentions;

    public PostgresDeletionStore(Transactions transactions, NumberReader numbers) {
        this.transactions = transactions;
        this.mentions = new Mentions(numbers);
    }

    @Override
    public DeletedRecords deleteOlder(KeptSince kept, Instant now, BooleanSupplier goesOn, LongConsumer deleted) {
        return new DeleteOlder(transactions, new MarkKeptSince(now, true), now, goesOn, deleted).than(kept);
    }

    @Override
    public DeletedRecords deleteSomeOlder(KeptSince kept, Instant today, BooleanSupplier goesOn) {
        return new DeleteOlder(transactions, new MarkKeptSince(today, false), today, goesOn, count -> {}).than(kept);
    }

    @Override
    public Map<RecordKind, Instant> keptSinceAfter(Instant now) {
        return transactions.patiently(
                "read the marks of deletion",
                dsl -> dsl.selectFrom(KEPT_SINCE)
                        .where(KEPT_SINCE.SINCE.gt(now))
                        .fetchMap(
                                row -> RecordKind.valueOf(
                                        row.get(KEPT_SINCE.RECORD).toUpperCase(Locale.ROOT)),
                                row -> row.get(KEPT_SINCE.SINCE)));
    }

    @Override
    public void withdrawKeptSinceAfter(Instant now) {
        transactions.run(
                "withdraw marks of deletion",
                dsl -> dsl.deleteFrom(KEPT_SINCE)
                        .where(KEPT_SINCE.SINCE.gt(now))
                        .execute());
    }

    @Override
    public Erased erase(ErasedNumber number, Decision decision) {
        return new EraseNumber(transactions, mentions, number, decision).execute();
    }

    @Override
    public Erased attempt(ErasedNumber number, Decision decision) {
        return new EraseNumber(transactions, mentions, number, decision).attempt();
    }

    @Override
    public List<Erasure> erasures() {
        return transactions.patiently(
                "read the erasures",
                dsl -> dsl.selectFrom(ERASURES)
                        .orderBy(ERASURES.ERASURE_ID)
                        .fetch(row -> new Erasure(
                                row.get(ERASURES.ERASURE_ID),
                                new Decision(
                                        row.get(ERASURES.ERASED_AT),
                                        row.get(ERASURES.ERASED_BY),
                                        row.get(ERASURES.REASON)),
                                new DeletedRecords(
                                        row.get(ERASURES.CALLS),
                                        row.get(ERASURES.BODIES),
                                        row.get(ERASURES.SESSIONS),
                                        row.get(ERASURES.ERRORS),
                                        0,
                                        row.get(ERASURES.HELD)))));
    }

    @Override
    public List<Hold> holds() {
        return holds(HOLDS.RELEASED_AT.isNull());
    }

    @Override
    public List<Hold> everyHold() {
        return holds(DSL.noCondition());
    }

    private List<Hold> holds(Condition which) {
        return transactions.patiently(
                "read the holds",
                dsl -> dsl.selectFrom(HOLDS)
                        .where(which)
                        .orderBy(HOLDS.HOLD_ID)
                        .fetch(row -> new Hold(
                                Hold.Kind.valueOf(row.get(HOLDS.KIND).toUpperCase(Locale.ROOT)),
                                row.get(HOLDS.VALUE),
                                new Decision(
                                        row.get(HOLDS.PLACED_AT),
                                        Objects.requireNonNullElse(row.get(HOLDS.PLACED_BY), "unknown"),
                                        row.get(HOLDS.REASON)),
                                released(row),
                                Objects.requireNonNullElse(row.get(HOLDS.RECORDS), 0L))));
    }

    private static @Nullable Decision released(Record row) {
        return row.get(HOLDS.RELEASED_AT) == null
                ? null
                : new Decision(
                        row.get(HOLDS.RELEASED_AT),
                        Objects.requireNonNullElse(row.get(HOLDS.RELEASED_BY), "unknown"),
                        row.get(HOLDS.RELEASE_REASON));
    }

    @Override
    public boolean hold(Hold hold, Set<String> forms) {
        String[] numbers = forms.toArray(String[]::new);
        return transactions.patiently(
                "place a hold",
                dsl -> !dsl.fetchExists(HOLDS, inForce(hold.kind(), hold.value()))
                        && dsl.insertInto(HOLDS)
                                        .set(HOLDS.KIND, label(hold.kind()))
                                        .set(HOLDS.VALUE, hold.value())
                                        .set(HOLDS.NUMBERS, hold.kind() == Hold.Kind.NUMBER ? numbers : null)
                                        .set(HOLDS.PLACED_AT, hold.placed().at())
                                        .set(HOLDS.PLACED_BY, hold.placed().by())
                                        .set(HOLDS.REASON, hold.placed().reason())
                                        .set(HOLDS.RECORDS, hold.records())
                                        .onConflictDoNothing()
                                        .execute()
                                > 0);
    }

    @Override
    public long count(Hold.Kind kind, String value) {
        return transactions.patiently("count what a hold covers", dsl -> {
            long records = dsl.fetchSingle(kind == Hold.Kind.NUMBER ? OF_NUMBER : OF_SESSION, DSL.val(value))
                    .get(0, Long.class);
            int unused = dsl.update(HOLDS)
                    .set(HOLDS.RECORDS, records)
                    .where(inForce(kind, value))
                    .execute();
            return records;
        });
    }

    private static Condition inForce(Hold.Kind kind, String value) {
        return HOLDS.KIND
                .eq(label(kind))
                .and(HOLDS.VALUE.eq(value).or(DSL.val(value).eq(DSL.any(HOLDS.NUMBERS))))
                .and(HOLDS.RELEASED_AT.isNull());
    }

    @Override
    public boolean release(Hold.Kind kind, String value, Decision decision) {
        return transactions.patiently(
                "release a hold",
                dsl -> dsl.update(HOLDS)
                                .set(HOLDS.RELEASED_AT, decision.at())
                                .set(HOLDS.RELEASED_BY, decision.by())
                                .set(HOLDS.RELEASE_REASON, decision.reason())
                                .where(inForce(kind, value))
                                .execute()
                        > 0);
    }

    private static String label(Hold.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
