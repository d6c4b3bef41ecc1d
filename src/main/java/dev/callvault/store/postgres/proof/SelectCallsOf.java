package dev.callvault.store.postgres.proof;

import static dev.callvault.store.postgres.jooq.Tables.CALLS;
import static dev.callvault.store.postgres.jooq.Tables.CALL_CONFLICTS;

import dev.callvault.call.AccountId;
import dev.callvault.call.CallSummary;
import dev.callvault.call.LogId;
import dev.callvault.call.TimeWindow;
import dev.callvault.store.postgres.sql.CallRow;
import java.util.Collection;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** Reads the calls of a window without imported ones, and those of the given ids. */
final class SelectCallsOf {
    private SelectCallsOf() {}

    /** Each by its own index: a single condition with OR would read every call of the account. */
    static List<CallSummary> fetch(DSLContext dsl, AccountId account, TimeWindow window, Collection<LogId> logIds) {
        Condition isOfAccount = CALLS.ACCOUNT_ID.eq(account.value());
        Long[] ids = logIds.stream().map(LogId::value).toArray(Long[]::new);
        return dsl.select(CallRow.OF_CALLS.fields())
                .from(CALLS)
                .where(isOfAccount
                        .and(CALLS.STARTED_AT.ge(window.start()))
                        .and(CALLS.STARTED_AT.lt(window.end()))
                        .and(CALLS.IMPORT_ID.isNull()))
                .union(dsl.select(CallRow.OF_CALLS.fields())
                        .from(CALLS)
                        .where(isOfAccount.and(CALLS.LOG_ID.eq(DSL.any(ids)))))
                .unionAll(dsl.select(CallRow.OF_CONFLICTS.fields())
                        .from(CALL_CONFLICTS)
                        .where(CALL_CONFLICTS.ACCOUNT_ID.eq(account.value()))
                        .and(CALL_CONFLICTS
                                .STARTED_AT
                                .ge(window.start())
                                .and(CALL_CONFLICTS.STARTED_AT.lt(window.end()))
                                .or(CALL_CONFLICTS.LOG_ID.eq(DSL.any(ids)))))
                .fetch(CallRow.OF_CALLS);
    }
}
