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
 * @param ways to the calls of the filter's accounts and number. Each follows an index, newest first; no call is on two of them
 */
record Lookup(CallFilter filter, List<Condition> ways) {
    Lookup {
        ways = List.copyOf(ways);
    }

    static Lookup of(DSLContext dsl, CallFilter filter, NumberReader numbers) {
        return new Lookup(
                filter,
                filter.number()
                        .map(it -> WantedNumber.of(dsl, numbers, it, filter.accounts())
                                .ways())
                        .orElseGet(() -> filter.accounts().stream()
                                .map(it -> EVERY_CALL.ACCOUNT_ID.eq(it.value()))
                                .toList()));
    }
}
