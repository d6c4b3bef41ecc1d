package dev.callvault.store.postgres;

import dev.callvault.store.StoreFailure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A fence while it is held. A process that stands still keeps its connection, and would keep the lock for ever: so the server
 * ends the connection unless something is said on it every few seconds. What the process writes once it moves again is checked
 * against the lock, in the same transaction.
 */
final class HeldFence implements AutoCloseable {
    /** Longer than a transaction may stand still, see {@link Database}: what was checked holds until that ends. */
    static final Duration SILENCE = Duration.ofSeconds(25);

    private static final Logger LOG = LoggerFactory.getLogger(HeldFence.class);
    private static final Duration BEAT = Duration.ofSeconds(5);
    private static final ThreadLocal<@Nullable HeldFence> CURRENT = new ThreadLocal<>();

    private static final String IS_HELD = """
            SELECT EXISTS (
                SELECT FROM pg_locks
                WHERE locktype = 'advisory' AND granted AND pid = {0}
                  AND (classid::bigint << 32) | objid::bigint = hashtextextended({1}, 0))
            """;

    private final Connection connection;
    private final String name;
    private final int process;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread heart;
    private final @Nullable HeldFence outer;

    private HeldFence(Connection connection, String name, int process) {
        this.connection = connection;
        this.name = name;
        this.process = process;
        this.outer = CURRENT.get();
        this.heart = Thread.ofVirtual().name("fence").start(this::beatUntilEnded);
        CURRENT.set(this);
    }

    /** From now on, for this thread, until it is closed. */
    static HeldFence on(Connection connection, String name) throws SQLException {
        execute(connection, "SET idle_session_timeout = " + SILENCE.toMillis());
        try (PreparedStatement statement = connection.prepareStatement("SELECT pg_backend_pid()");
                ResultSet answer = statement.executeQuery()) {
            answer.next();
            return new HeldFence(connection, name, answer.getInt(1));
        }
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
                    "this process stood still for so long that others may have taken over its work",
                    "Nothing needs doing; if it happens again, look for what stops the process or the network.",
                    new IllegalStateException(held.name));
        }
    }

    private boolean isHeld(DSLContext dsl) {
        return dsl.fetchSingle(IS_HELD, DSL.val(process), DSL.val(name)).get(0, Boolean.class);
    }

    private void beatUntilEnded() {
        try {
            while (!ended.await(BEAT.toMillis(), TimeUnit.MILLISECONDS)) {
                execute(connection, "SELECT 1");
            }
        } catch (InterruptedException never) {
            Thread.currentThread().interrupt();
        } catch (SQLException broken) {
            LOG.warn("the connection that holds the fence \"{}\" broke: {}", name, broken.getMessage());
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Leaves the connection as it was. */
    @Override
    public void close() {
        if (outer == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(outer);
        }
        ended.countDown();
        awaitLastBeat();
        try {
            execute(connection, "RESET idle_session_timeout");
        } catch (SQLException broken) {
            LOG.debug("the fence's connection broke", broken);
        }
    }

    private void awaitLastBeat() {
        try {
            heart.join();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
