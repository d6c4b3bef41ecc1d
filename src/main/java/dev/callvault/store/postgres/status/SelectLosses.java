package dev.callvault.store.postgres.status;

import static dev.callvault.store.postgres.jooq.Tables.GAPS;
import static dev.callvault.store.postgres.jooq.Tables.LOSSES;

import dev.callvault.call.AccountId;
import dev.callvault.call.Gap;
import dev.callvault.call.LogId;
import dev.callvault.store.postgres.listing.SelectDoubts;
import dev.callvault.store.postgres.sql.Acknowledged;
import dev.callvault.store.postgres.sql.SelectConflicts;
import dev.callvault.store.status.Loss;
import dev.callvault.store.status.LossId;
import dev.callvault.store.status.LossId.Kind;
import dev.callvault.store.status.Losses;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SortField;
import org.jooq.impl.DSL;

/** Reads what is missing or doubtful, acknowledged or not, and counts it. */
final class SelectLosses {
    private SelectLosses() {}

    static Losses fetch(DSLContext dsl, AccountId account) {
        return new Losses(
                gaps(dsl, account, DSL.noCondition(), GAPS.FROM_TIME.desc(), GAPS.GAP_ID.asc()),
                SelectDoubts.fetchSpans(dsl, account),
                SelectDoubts.fetchRows(dsl, account),
                SelectConflicts.fetchLosses(dsl, account));
    }

    /** Gaps that are not resolved. */
    static List<Loss<Gap>> gaps(DSLContext dsl, AccountId account, Condition which, SortField<?>... order) {
        return dsl.selectFrom(GAPS)
                .where(GAPS.ACCOUNT_ID.eq(account.value()))
                .and(GAPS.RESOLVED_AT.isNull())
                .and(which)
                .orderBy(order)
                .fetch(SelectLosses::gap);
    }

    private static Loss<Gap> gap(Record row) {
        Gap gap = new Gap(
                row.get(GAPS.STREAM),
                row.get(GAPS.FROM_TIME),
                row.get(GAPS.TO_TIME),
                row.get(GAPS.LOG_ID) == null ? null : new LogId(row.get(GAPS.LOG_ID)),
                row.get(GAPS.REASON),
                row.get(GAPS.DETECTED_AT));
        return new Loss<>(
                new LossId(Kind.LOST, row.get(GAPS.GAP_ID)),
                gap,
                gap.detectedAt(),
                Acknowledged.of(
                        row.get(GAPS.ACKNOWLEDGED_AT),
                        row.get(GAPS.ACKNOWLEDGED_BY),
                        row.get(GAPS.ACKNOWLEDGED_REASON)));
    }

    /**
     * How many of an account are of one kind, as far as they are not counted by stream.
     *
     * @param acknowledged of every kind
     */
    record Counts(long unread, long conflicts, long acknowledged) {
        static final Counts NONE = new Counts(0, 0, 0);
    }

    /** Accounts without any are left out. */
    static Map<AccountId, Counts> counts(DSLContext dsl, List<AccountId> accounts) {
        Map<AccountId, Counts> counts = new HashMap<>();
        dsl.select(
                        LOSSES.ACCOUNT_ID,
                        open(Kind.UNREADABLE),
                        open(Kind.CONFLICT),
                        DSL.count().filterWhere(LOSSES.IS_OPEN.isFalse()))
                .from(LOSSES)
                .where(LOSSES.ACCOUNT_ID.in(
                        accounts.stream().map(AccountId::value).toList()))
                .groupBy(LOSSES.ACCOUNT_ID)
                .forEach(row ->
                        counts.put(new AccountId(row.value1()), new Counts(row.value2(), row.value3(), row.value4())));
        return counts;
    }

    private static Field<Integer> open(Kind kind) {
        return DSL.count().filterWhere(LOSSES.KIND.eq(kind.label()).and(LOSSES.IS_OPEN.isTrue()));
    }
}
