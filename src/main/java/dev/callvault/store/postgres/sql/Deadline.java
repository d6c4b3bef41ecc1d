package dev.callvault.store.postgres.sql;

import java.time.Duration;
import org.jooq.DSLContext;

/** How long the statements of one transaction may take together. */
public final class Deadline {
    /** For whoever asks for much, and may wait: as long as a connection that says nothing is believed. */
    public static final Duration LONG = Duration.ofMinutes(10);

    private final DSLContext dsl;
    private final long ends;

    private Deadline(DSLContext dsl, Duration most) {
        this.dsl = dsl;
        this.ends = System.nanoTime() + most.toNanos();
    }

    /** From now on, for the next statement at first. */
    public static Deadline of(DSLContext dsl, Duration most) {
        Deadline deadline = new Deadline(dsl, most);
        deadline.forNext();
        return deadline;
    }

    /** Gives the next statement the time that is left; if none is, PostgreSQL cancels it at once. */
    public void forNext() {
        long left = Math.max(1, Duration.ofNanos(ends - System.nanoTime()).toMillis());
        dsl.execute("SET LOCAL statement_timeout = " + left);
    }
}
