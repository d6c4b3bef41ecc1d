package dev.callvault.store.postgres.sql;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jooq.DSLContext;

/** Reads the server's current time, not that of the transaction's start. */
public final class ServerTime {
    private static final String SQL = "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint";

    private ServerTime() {}

    public static Instant of(DSLContext dsl) {
        return Instant.EPOCH.plus(dsl.fetchSingle(SQL).get(0, Long.class), ChronoUnit.MICROS);
    }
}
