package dev.callvault.store.postgres.served;

import dev.callvault.store.StoreFailure;
import dev.callvault.store.postgres.sql.Transactions;
import dev.callvault.store.postgres.sql.Unnest;
import dev.callvault.store.served.LogRead;
import dev.callvault.store.served.LogReads;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

public final class PostgresLogReads implements LogReads {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresLogReads.class);

    private static final String INSERT = """
            INSERT INTO archive.reads (read_at, reader, way, account_id, log_id)
            SELECT to_timestamp(at), reader, way, account_id, log_id
            FROM unnest({0}::bigint[], {1}::text[], {2}::text[], {3}::bigint[], {4}::bigint[])
                AS read (at, reader, way, account_id, log_id)
            """;

    private final Transactions transactions;
    private final AtomicBoolean isFailing = new AtomicBoolean();

    /** @param transactions that may write; not those whose number people share */
    public PostgresLogReads(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Tried once: whoever reads the log is waiting. */
    @Override
    public void keep(List<LogRead> reads) {
        try {
            int unused = transactions.inOne(
                    "keep who read a log",
                    dsl -> dsl.execute(
                            INSERT,
                            Unnest.seconds(reads, LogRead::at),
                            Unnest.texts(reads, LogRead::reader),
                            Unnest.texts(reads, it -> it.way().label()),
                            Unnest.numbers(reads, it -> it.account().value()),
                            Unnest.numbers(reads, it -> it.logId().value())));
            isFailing.set(false);
        } catch (StoreFailure failure) {
            if (!isFailing.getAndSet(true)) {
                LOG.error(
                        "cannot keep who reads which log (archive.reads); logs can still be read: {}",
                        failure.getMessage());
            }
        }
    }
}
