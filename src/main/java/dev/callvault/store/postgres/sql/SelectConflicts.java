package dev.callvault.store.postgres.sql;

import static dev.callvault.store.postgres.jooq.Tables.CALLS;
import static dev.callvault.store.postgres.jooq.Tables.CALL_CONFLICTS;

import dev.callvault.call.AccountId;
import dev.callvault.call.LogId;
import dev.callvault.call.LogState;
import dev.callvault.store.status.CallConflict;
import dev.callvault.store.status.Loss;
import dev.callvault.store.status.LossId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;

/** Reads calls that were listed under the log id of another call, with that other call. */
public final class SelectConflicts {
    private SelectConflicts() {}

    public static List<Loss<CallConflict>> fetchLosses(DSLContext dsl, AccountId account) {
        return fetch(dsl, CALL_CONFLICTS.ACCOUNT_ID.eq(account.value()));
    }

    /** Those with one number. */
    public static List<CallConflict> fetch(DSLContext dsl, AccountId account, LogId logId) {
        return fetch(dsl, CALL_CONFLICTS.ACCOUNT_ID.eq(account.value()).and(CALL_CONFLICTS.LOG_ID.eq(logId.value())))
                .stream()
                .map(Loss::what)
                .toList();
    }

    private static List<Loss<CallConflict>> fetch(DSLContext dsl, Condition which) {
        return dsl.select(CALL_CONFLICTS.fields())
                .select(CallRow.OF_CALLS.fields())
                .from(CALL_CONFLICTS)
                .leftJoin(CALLS)
                .on(CALLS.ACCOUNT_ID.eq(CALL_CONFLICTS.ACCOUNT_ID).and(CALLS.LOG_ID.eq(CALL_CONFLICTS.LOG_ID)))
                .where(which)
                .orderBy(CALL_CONFLICTS.STARTED_AT.desc(), CALL_CONFLICTS.LOG_ID)
                .fetch(SelectConflicts::conflict);
    }

    private static Loss<CallConflict> conflict(Record row) {
        CallConflict conflict = new CallConflict(
                CallRow.OF_CONFLICTS.map(row),
                LogState.valueOf(row.get(CALL_CONFLICTS.LOG_STATE).toUpperCase(Locale.ROOT)),
                row.get(CALL_CONFLICTS.FIRST_SEEN_AT),
                row.get(CALLS.LOG_ID) == null ? Optional.empty() : Optional.of(CallRow.OF_CALLS.map(row)));
        return new Loss<>(
                new LossId(LossId.Kind.CONFLICT, row.get(CALL_CONFLICTS.CONFLICT_ID)),
                conflict,
                conflict.firstSeen(),
                Acknowledged.of(
                        row.get(CALL_CONFLICTS.ACKNOWLEDGED_AT),
                        row.get(CALL_CONFLICTS.ACKNOWLEDGED_BY),
                        row.get(CALL_CONFLICTS.ACKNOWLEDGED_REASON)));
    }
}
