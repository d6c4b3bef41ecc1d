package dev.callvault.store.postgres.status;

import dev.callvault.store.postgres.sql.Transactions;
import dev.callvault.store.status.AccountHealth;
import dev.callvault.store.status.HealthStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

public final class PostgresHealthStore implements HealthStore {
    private static final String LOG_STATES = """
            SELECT name, log_state, count(*) AS calls FROM archive.calls JOIN archive.accounts USING (account_id)
            WHERE import_id IS NULL
            GROUP BY name, log_state ORDER BY name, log_state
            """;

    private static final String DATABASE_BYTES = "SELECT pg_database_size(current_database())";

    private final Transactions transactions;

    public PostgresHealthStore(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public List<AccountHealth> accounts(Instant now) {
        return transactions.inOne("read the archive's health", dsl -> SelectHealth.fetch(dsl, now));
    }

    @Override
    public long databaseBytes() {
        return transactions.inOne(
                "measure the database", dsl -> dsl.fetchSingle(DATABASE_BYTES).get(0, Long.class));
    }

    @Override
    public Map<String, Map<String, Long>> logStates() {
        return transactions.inOne("count the calls", dsl -> {
            Map<String, Map<String, Long>> states = new TreeMap<>();
            dsl.fetch(LOG_STATES)
                    .forEach(row -> states.computeIfAbsent(row.get("name", String.class), name -> new TreeMap<>())
                            .put(row.get("log_state", String.class), row.get("calls", Long.class)));
            return states;
        });
    }
}
