package dev.callvault.store.postgres.reports;

import dev.callvault.store.postgres.sql.Deadline;
import dev.callvault.store.postgres.sql.Transactions;
import dev.callvault.store.reports.Exports;
import java.util.List;

public final class PostgresExports implements Exports {
    private static final String NAMES =
            "SELECT viewname::text FROM pg_views WHERE schemaname = 'reporting' ORDER BY viewname";

    private final Transactions transactions;

    public PostgresExports(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public List<String> names() {
        return transactions.inOne(
                "read the names of the views", dsl -> dsl.fetch(NAMES).getValues(0, String.class));
    }

    @Override
    public long export(Query query, Sink sink) {
        return transactions.inOne("export " + query.view(), dsl -> {
            Deadline unused =
                    Deadline.of(dsl, Deadline.LONG); // applies to each statement, and one fetches only a few rows
            return SelectView.fetch(dsl, query, sink);
        });
    }
}
