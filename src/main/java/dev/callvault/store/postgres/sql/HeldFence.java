package dev.callvault.store.postgres.sql;

import dev.callvault.store.StoreFailure;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * A held fence, shared by the thread that entered it and all threads started inside it. Their writes check the lock in
 * the same transaction: a process that stalled or was cut off may have lost it without noticing.
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

    /** Does work that ends by itself, and that shows the holder of this thread's fence, if any, to be alive. */
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

    /** Takes the fence from an idle holder, whose later writes are refused. */
    public synchronized boolean abandonAfter(Duration quiet) {
        isAbandoned |= busy == 0 && nanos.getAsLong() - quietSince >= quiet.toNanos();
        return isAbandoned;
    }

    private synchronized boolean isAbandoned() {
        return isAbandoned;
    }

    /**
     * Checks this thread's fence, if there is one; the first statement of every transaction inside it.
     *
     * @throws StoreFailure when the fence was lost, so that nothing may be written
     */
    static void check(DSLContext dsl) {
        @Nullable HeldFence held = CURRENT.get();
        if (held != null && !held.isHeld(dsl)) {
            throw StoreFailure.ofLostFence(
                    "this node lost its lock (it or its database connection stalled); another node may have"
                            + " taken over",
                    "No action needed; if it happens again, look for what stalls the process or the network.",
                    new IllegalStateException(held.name));
        }
    }

    /** Asks the server too: it may have ended the connection without this process noticing. */
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
