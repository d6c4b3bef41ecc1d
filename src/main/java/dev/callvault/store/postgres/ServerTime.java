package dev.callvault.store.postgres;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jooq.DSLContext;

/** Asks for the server's time at this moment, not at the beginning of the transaction. */
final class ServerTime {
    private static final String SQL = "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint";

    private ServerTime() {}

    static Instant of(DSLContext dsl) {
        return Instant.EPOCH.plus(dsl.fetchSingle(SQL).get(0, Long.class), ChronoUnit.MICROS);
    }
}
