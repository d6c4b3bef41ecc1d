package dev.callvault.store.postgres.served;

import static dev.callvault.store.postgres.jooq.Tables.CALLS;

import dev.callvault.call.AccountId;
import dev.callvault.call.CallSummary;
import dev.callvault.call.Page;
import dev.callvault.store.postgres.sql.CallRow;
import dev.callvault.store.served.ServedLogs.Selection;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** Reads a page of calls, newest first, and how many there are. */
final class SelectServedCalls {
    private SelectServedCalls() {}

    static Page<CallSummary> fetch(DSLContext dsl, AccountId account, Selection selection) {
        Condition matching = CALLS.ACCOUNT_ID
                .eq(account.value())
                .and(CALLS.STARTED_AT.ge(selection.window().start()))
                .and(CALLS.STARTED_AT.lt(selection.window().end()))
                .and(selection.number().map(CALLS.DEST::eq).orElse(DSL.noCondition()));
        List<CallSummary> calls = dsl.select(CallRow.OF_CALLS.fields())
                .from(CALLS)
                .where(matching)
                .orderBy(CALLS.STARTED_AT.desc(), CALLS.LOG_ID.desc())
                .offset(selection.offset())
                .limit(selection.limit())
                .fetch(CallRow.OF_CALLS);
        return new Page<>(dsl.fetchCount(CALLS, matching), calls, 0);
    }
}
