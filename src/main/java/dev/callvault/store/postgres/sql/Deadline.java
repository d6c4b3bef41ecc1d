package dev.callvault.store.postgres.sql;

import java.time.Duration;
import org.jooq.DSLContext;

/** A time limit for all statements of one transaction together. */
public final class Deadline {
    /** For callers that read much and can wait: as long as a silent connection is trusted. */
    public static final Duration LONG = Duration.ofMinutes(10);

    private final DSLContext dsl;
    private final long ends;

    private Deadline(DSLContext dsl, Duration most) {
        this.dsl = dsl;
        this.ends = System.nanoTime() + most.toNanos();
    }

    /** Starts now, for the next statement first. */
    public static Deadline of(DSLContext dsl, Duration most) {
        Deadline deadline = new Deadline(dsl, most);
        deadline.forNext();
        return deadline;
    }

    /** Gives the next statement the remaining time; if none is left, PostgreSQL cancels it at once. */
    public void forNext() {
        long left = Math.max(1, Duration.ofNanos(ends - System.nanoTime()).toMillis());
        dsl.execute("SET LOCAL statement_timeout = " + left);
    }
}
