package dev.callvault.store.postgres.reports;

import dev.callvault.store.postgres.sql.LogReader;
import dev.callvault.store.postgres.sql.Transactions;
import dev.callvault.store.reports.Exports;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;

public final class PostgresExports implements Exports {
    private static final String NAMES =
            "SELECT viewname::text FROM pg_views WHERE schemaname = 'reporting' ORDER BY viewname";

    private final Transactions transactions;
    private final LogReader reader;

    public PostgresExports(Transactions transactions, LogReader reader) {
        this.transactions = transactions;
        this.reader = reader;
    }

    @Override
    public List<String> names() {
        return transactions.inOne(
                "read the names of the views", dsl -> dsl.fetch(NAMES).getValues(0, String.class));
    }

    @Override
    public long export(Query query, Sink sink) {
        String purpose = "export " + query.view();
        return transactions.patiently(purpose, dsl -> {
            dsl.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
            return once(purpose, dsl, query, sink);
        });
    }

    /** The sink has rows by now, so the transaction must not be run again. */
    private long once(String purpose, DSLContext dsl, Query query, Sink sink) {
        try {
            return SelectView.fetch(dsl, query, sink, reader);
        } catch (DataAccessException failure) {
            throw Transactions.failed(purpose, failure);
        }
    }
}
