package dev.callvault.store.postgres.sql;

import dev.callvault.store.StoreFailure;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * A fence while it is held, by the thread that entered it and by all that this one starts. What they write is checked against
 * the lock, in the same transaction: a process that stood still, or was cut off, may have lost it without noticing.
 */
public final class HeldFence {
    private static final InheritableThreadLocal<@Nullable HeldFence> CURRENT = new InheritableThreadLocal<>();

    private static final String IS_HELD = """
        SELECT EXISTS (
            SELECT FROM pg_locks
            WHERE locktype = 'advisory' AND granted AND pid = {0}
              AND (classid::bigint << 32) | objid::bigint = hashtextextended({1}, 0))
        """;

    private final FenceConnection.Session session;
    private final String name;
    private final LongSupplier nanos;
    private int busy;
    private long quietSince;
    private boolean isAbandoned;

    public HeldFence(FenceConnection.Session session, String name, LongSupplier nanos) {
        this.session = session;
        this.name = name;
        this.nanos = nanos;
        this.quietSince = nanos.getAsLong();
    }

    public FenceConnection.Session session() {
        return session;
    }

    /** Runs a task inside this fence. */
    public void around(Runnable task) {
        @Nullable HeldFence outer = CURRENT.get();
        CURRENT.set(this);
        try {
            task.run();
        } finally {
            CURRENT.set(outer);
        }
    }

    /** Does what shows that the holder of this thread's fence, if there is one, is alive, and what ends by itself. */
    public static <T> T busy(Supplier<T> work) {
        @Nullable HeldFence held = CURRENT.get();
        if (held == null) {
            return work.get();
        }
        held.begin();
        try {
            return work.get();
        } finally {
            held.end();
        }
    }

    private synchronized void begin() {
        busy++;
    }

    private synchronized void end() {
        busy--;
        quietSince = nanos.getAsLong();
    }

    /** Takes the fence from a holder that does nothing; what it writes from now on is refused. */
    public synchronized boolean abandonAfter(Duration quiet) {
        isAbandoned |= busy == 0 && nanos.getAsLong() - quietSince >= quiet.toNanos();
        return isAbandoned;
    }

    private synchronized boolean isAbandoned() {
        return isAbandoned;
    }

    /**
     * Checks the fence of this thread, if there is one; the first statement of every transaction inside it.
     *
     * @throws StoreFailure when it was lost: nothing may be written any more
     */
    static void check(DSLContext dsl) {
        @Nullable HeldFence held = CURRENT.get();
        if (held != null && !held.isHeld(dsl)) {
            throw new StoreFailure(
                    "this node lost its lock (it or its database connection stalled); another node may have"
                            + " taken over",
                    "No action needed; if it happens again, look for what stalls the process or the network.",
                    new IllegalStateException(held.name));
        }
    }

    /** The server is asked even so: it may have ended a connection without this process noticing. */
    private boolean isHeld(DSLContext dsl) {
        return !isAbandoned()
                && !session.isBroken()
                && dsl.fetchSingle(IS_HELD, DSL.val(session.process()), DSL.val(name))
                        .get(0, Boolean.class);
    }

    @Override
    public String toString() {
        return name;
    }
}
