package dev.callvault.store.postgres.served;

import static dev.callvault.store.postgres.jooq.Tables.CALLS;

import dev.callvault.call.AccountId;
import dev.callvault.call.CallSummary;
import dev.callvault.call.Page;
import dev.callvault.number.ReadNumber;
import dev.callvault.store.postgres.sql.CallRow;
import dev.callvault.store.served.ServedLogs.Selection;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** Reads a page of calls, newest first, and how many there are. */
final class SelectServedCalls {
    private SelectServedCalls() {}

    static Page<CallSummary> fetch(
            DSLContext dsl, AccountId account, Selection selection, Optional<ReadNumber> called) {
        Condition matching = of(account, called)
                .and(CALLS.STARTED_AT.ge(selection.window().start()))
                .and(CALLS.STARTED_AT.lt(selection.window().end()));
        List<CallSummary> calls = dsl.select(CallRow.OF_CALLS.fields())
                .from(CALLS)
                .where(matching)
                .orderBy(CALLS.STARTED_AT.desc(), CALLS.LOG_ID.desc())
                .offset(selection.offset())
                .limit(selection.limit())
                .fetch(CallRow.OF_CALLS);
        return new Page<>(dsl.fetchCount(CALLS, matching), calls, 0);
    }

    /** A number is looked up along its own index: not by the account, of which the planner may expect few calls. */
    private static Condition of(AccountId account, Optional<ReadNumber> called) {
        return called.map(it ->
                        CALLS.ACCOUNT_ID.add(DSL.inline(0L)).eq(account.value()).and(isCalled(it)))
                .orElseGet(() -> CALLS.ACCOUNT_ID.eq(account.value()));
    }

    private static Condition isCalled(ReadNumber number) {
        return number.form() == null
                ? CALLS.CALLED_KIND.eq(number.kind().label())
                : CALLS.CALLED_NUMBER.eq(number.form());
    }
}
