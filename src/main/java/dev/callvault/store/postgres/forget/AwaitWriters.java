package dev.callvault.store.postgres.forget;

import dev.callvault.store.postgres.sql.Transactions;
import dev.callvault.store.postgres.sql.Unnest;
import java.util.List;

/**
 * Waits until every transaction has ended that writes records now. It blocks nobody: those that begin meanwhile see what was
 * committed before. A writer takes its lock before it looks, so none is missed.
 */
final class AwaitWriters {
    private static final String WRITERS = """
            SELECT DISTINCT virtualtransaction FROM pg_locks
            WHERE locktype = 'relation' AND mode = 'RowExclusiveLock' AND pid <> pg_backend_pid()
              AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
              AND relation IN ('archive.calls'::regclass, 'archive.call_conflicts'::regclass, 'archive.sessions'::regclass,
                               'archive.errors'::regclass, 'archive.call_logs'::regclass, 'archive.unread_rows'::regclass)
            """;
    private static final String STILL = """
            SELECT count(*) FROM pg_locks WHERE virtualtransaction = ANY ({0}::text[]) AND pid <> pg_backend_pid()
            """;
    /** The server waits, so that an interrupt ends it like any statement. */
    private static final String PAUSE = "SELECT 1 FROM pg_sleep(0.05)";

    private AwaitWriters() {}

    static void of(Transactions transactions) {
        List<String> writers =
                transactions.inOne("look for writers", dsl -> dsl.fetch(WRITERS).map(it -> it.get(0, String.class)));
        while (areLeft(transactions, writers)) {
            transactions.run("wait for writers", dsl -> dsl.execute(PAUSE));
        }
    }

    private static boolean areLeft(Transactions transactions, List<String> writers) {
        return !writers.isEmpty()
                && transactions.inOne(
                                "wait for writers",
                                dsl -> dsl.fetchSingle(STILL, Unnest.texts(writers, it -> it))
                                        .get(0, Long.class))
                        > 0;
    }
}
