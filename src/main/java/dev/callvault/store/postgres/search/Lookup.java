package dev.callvault.store.postgres.search;

import static dev.callvault.store.postgres.jooq.Tables.EVERY_CALL;

import dev.callvault.number.NumberReader;
import dev.callvault.store.search.CallFilter;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;

/**
 * A search for calls.
 *
 * @param ways to the calls of the filter's accounts and number; no call is on two of them
 */
record Lookup(CallFilter filter, List<Condition> ways) {
    // Without statistics the planner expects a handful of calls of any number, and would read and sort all of them.
    private static final String IN_ORDER_OF_INDEX = "SET LOCAL enable_sort = off; SET LOCAL enable_bitmapscan = off";

    Lookup {
        ways = List.copyOf(ways);
    }

    static Lookup of(DSLContext dsl, CallFilter filter, NumberReader numbers) {
        return new Lookup(
                filter,
                filter.number()
                        .map(it -> ways(filter, WantedNumber.of(dsl, numbers, it, filter.accounts())))
                        .orElseGet(() -> filter.accounts().stream()
                                .map(it -> EVERY_CALL.ACCOUNT_ID.eq(it.value()))
                                .toList()));
    }

    /** A session has few calls: they are looked up first, however many the number has. */
    private static List<Condition> ways(CallFilter filter, WantedNumber number) {
        return filter.session().isPresent() ? List.of(number.isOfCall(EVERY_CALL)) : number.ways();
    }

    /** For the rest of the transaction, where the calls of a number are read along its index, newest first. */
    void prepare(DSLContext dsl) {
        if (filter.number().isPresent()
                && filter.session().isEmpty()
                && filter.text().isEmpty()) {
            dsl.execute(IN_ORDER_OF_INDEX);
        }
    }
}
