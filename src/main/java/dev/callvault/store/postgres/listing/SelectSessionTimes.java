package dev.callvault.store.postgres.listing;

import static dev.callvault.store.postgres.jooq.Tables.SESSIONS;

import dev.callvault.call.AccountId;
import dev.callvault.call.SessionId;
import dev.callvault.call.TimeWindow;
import dev.callvault.store.listing.SessionTimes;
import dev.callvault.store.postgres.sql.Transactions;
import java.util.List;

public final class SelectSessionTimes implements SessionTimes {
    private final Transactions transactions;

    public SelectSessionTimes(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public List<TimeWindow> of(AccountId account, SessionId session) {
        return transactions.inOne(
                "read a session's times",
                dsl -> dsl.select(SESSIONS.STARTED_AT, SESSIONS.ENDED_AT)
                        .from(SESSIONS)
                        .where(SESSIONS.ACCOUNT_ID.eq(account.value()))
                        .and(SESSIONS.SESSION_ID.eq(session.value()))
                        .and(SESSIONS.ENDED_AT.ge(SESSIONS.STARTED_AT))
                        .fetch(row -> new TimeWindow(
                                row.value1().getEpochSecond(), row.value2().getEpochSecond() + 1)));
    }
}
