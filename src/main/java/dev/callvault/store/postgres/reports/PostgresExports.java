package dev.callvault.store.postgres.reports;

import dev.callvault.store.postgres.sql.LogReader;
import dev.callvault.store.postgres.sql.Transactions;
import dev.callvault.store.reports.Exports;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.exception.DataAccessException;

public final class PostgresExports implements Exports {
    private static final String NAMES =
            "SELECT viewname::text FROM pg_views WHERE schemaname = 'reporting' ORDER BY viewname";

    /** The first statement, with which the moment begins. */
    private static final String NOW = "SELECT statement_timestamp(), (SELECT version FROM archive.flyway_schema_history"
            + " WHERE success AND version IS NOT NULL ORDER BY installed_rank DESC LIMIT 1)";

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
        String purpose = purpose(query.view());
        return transactions.patiently(purpose, dsl -> {
            dsl.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
            return once(purpose, () -> SelectView.fetch(dsl, query, sink, reader));
        });
    }

    @Override
    public <T> T atOnce(Function<Moment, T> work) {
        return transactions.patiently("export the views", dsl -> {
            dsl.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
            Record now = dsl.fetchSingle(NOW);
            return work.apply(new OneMoment(dsl, now.get(0, Instant.class), now.get(1, String.class)));
        });
    }

    /** The sink has rows by now, so the transaction must not be run again. */
    private static <T> T once(String purpose, Supplier<T> part) {
        try {
            return part.get();
        } catch (DataAccessException failure) {
            throw Transactions.failed(purpose, failure);
        }
    }

    private final class OneMoment implements Moment {
        private final DSLContext dsl;
        private final Instant at;
        private final String schema;

        OneMoment(DSLContext dsl, Instant at, String schema) {
            this.dsl = dsl;
            this.at = at;
            this.schema = schema;
        }

        @Override
        public Instant at() {
            return at;
        }

        @Override
        public String schema() {
            return schema;
        }

        @Override
        public List<Column> columns(String view) {
            return once(purpose(view), () -> ViewColumns.of(dsl, view).all());
        }

        @Override
        public Query fitting(Query query) {
            return once(
                    purpose(query.view()),
                    () -> ViewColumns.of(dsl, query.view()).fitting(query));
        }

        @Override
        public long export(Query query, Sink sink) {
            return once(purpose(query.view()), () -> SelectView.fetch(dsl, query, sink, reader));
        }
    }

    private static String purpose(String view) {
        return "export " + view;
    }
}
