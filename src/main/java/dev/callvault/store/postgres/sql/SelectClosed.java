package dev.callvault.store.postgres.sql;

import static dev.callvault.store.postgres.jooq.Tables.ACCOUNTS;
import static dev.callvault.store.postgres.jooq.Tables.CLOSINGS;

import dev.callvault.store.forget.Decision;
import java.util.Map;
import java.util.TreeMap;
import org.jooq.Condition;
import org.jooq.DSLContext;

/** Reads the closed accounts, by name. */
public final class SelectClosed {
    private SelectClosed() {}

    /**
     * Reads those that fit.
     *
     * @param which of the accounts
     */
    public static Map<String, Decision> fetch(DSLContext dsl, Condition which) {
        Map<String, Decision> closed = new TreeMap<>();
        dsl.select(ACCOUNTS.NAME, CLOSINGS.CLOSED_AT, CLOSINGS.CLOSED_BY, CLOSINGS.REASON)
                .from(CLOSINGS)
                .join(ACCOUNTS)
                .using(ACCOUNTS.ACCOUNT_ID)
                .where(CLOSINGS.REOPENED_AT.isNull())
                .and(which)
                .forEach(row -> closed.put(row.value1(), new Decision(row.value2(), row.value3(), row.value4())));
        return closed;
    }
}
