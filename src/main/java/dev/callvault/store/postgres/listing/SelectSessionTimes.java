package dev.callvault.store.postgres.listing;

import dev.callvault.call.AccountId;
import dev.callvault.call.SessionId;
import dev.callvault.call.TimeWindow;
import dev.callvault.store.listing.SessionTimes;
import dev.callvault.store.postgres.sql.Transactions;
import dev.callvault.store.postgres.sql.Unnest;
import java.util.List;
import org.jooq.impl.DSL;

public final class SelectSessionTimes implements SessionTimes {
    private static final String SQL = """
            SELECT extract(epoch FROM started_at)::bigint, extract(epoch FROM ended_at)::bigint + 1 FROM archive.sessions
            WHERE account_id = {0} AND session_id = {1} AND ended_at >= started_at
            """;

    private final Transactions transactions;

    public SelectSessionTimes(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public List<TimeWindow> of(AccountId account, SessionId session) {
        return transactions.inOne(
                "read a session's times",
                dsl -> dsl.fetch(SQL, Unnest.number(account.value()), DSL.val(session.value()))
                        .map(row -> new TimeWindow(row.get(0, Long.class), row.get(1, Long.class))));
    }
}
