package dev.callvault.store.postgres.sql;

import dev.callvault.store.StoreFailure;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only place that opens connections for statements. A unit of work succeeds completely or not at all. A caller that
 * has a connection never asks for another, so that however few there are, they are always returned. Safe for use by
 * many threads.
 */
public final class Transactions {
    private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);

    /** Data, constraints and server limits: PostgreSQL's error classes that concern the rows. */
    private static final List<String> OF_ROWS = List.of("22", "23", "54");

    /** Longer than any statement takes, yet not for ever: the server may be gone. A pool gives the connection its own limit back. */
    private static final Duration PATIENCE = Duration.ofHours(6);

    private static final ThreadLocal<Boolean> HAS_CONNECTION = ThreadLocal.withInitial(() -> false);

    private final DSLContext dsl;
    private final Places places;
    private final Retries retries;
    private final Stopping stopping;

    public Transactions(DataSource database) {
        this(database, Places.any());
    }

    /** @param places limits how many run at once */
    public Transactions(DataSource database, Places places) {
        this(database, places, Retries.AT_ONCE, Stopping.never());
    }

    private Transactions(DataSource database, Places places, Retries retries, Stopping stopping) {
        this.dsl = DSL.using(database, SQLDialect.POSTGRES, new Settings().withExecuteLogging(false));
        this.places = places;
        this.retries = retries;
        this.stopping = stopping;
    }

    /**
     * Transactions that wait for a server that restarts, has no connection left, or takes no writes for now.
     *
     * @param stopping ends the waiting
     */
    public static Transactions patient(DataSource database, Places places, Stopping stopping) {
        return new Transactions(database, places, Retries.PATIENT, stopping);
    }

    /** The same, but only through a restart: what they renew runs out. */
    public static Transactions pulses(DataSource database, Stopping stopping) {
        return new Transactions(database, Places.any(), Retries.BRIEF, stopping);
    }

    /**
     * Runs a unit of work; repeats it where that is safe, see {@link Retries}, so that it must do the same again.
     *
     * @param purpose completes the sentence "could not …"
     */
    public <T> T inOne(String purpose, Function<DSLContext, T> work) {
        return inTurn(purpose, inside -> {
            HeldFence.check(inside);
            return work.apply(inside);
        });
    }

    /**
     * The same for statements whose length depends on how much is stored: neither the server's time limit for this login ends
     * them, nor the usual limit for a silent connection.
     */
    public <T> T patiently(String purpose, Function<DSLContext, T> work) {
        return inOne(purpose, dsl -> {
            dsl.connection(it -> it.setNetworkTimeout(Runnable::run, (int) PATIENCE.toMillis()));
            dsl.execute("SET LOCAL statement_timeout = 0");
            return work.apply(dsl);
        });
    }

    /** The same for work that its rows' claims validate: it may be stored even after the fence is lost. */
    public void runByClaims(String purpose, Consumer<DSLContext> work) {
        var unused = inTurn(purpose, inside -> {
            work.accept(inside);
            return true;
        });
    }

    private <T> T inTurn(String purpose, Function<DSLContext, T> work) {
        return connected(purpose, () -> {
            long failedAt = 0;
            for (int tries = 1; ; tries++) {
                AtomicBoolean isAtCommit = new AtomicBoolean();
                try {
                    // the connection is taken once: a pool that has none to give is waited for once, not for a rollback
                    // too
                    return dsl.connectionResult(connection -> DSL.using(connection, SQLDialect.POSTGRES, dsl.settings())
                            .transactionResult(configuration -> {
                                T result = work.apply(configuration.dsl());
                                isAtCommit.set(true);
                                return result;
                            }));
                } catch (DataAccessException failure) {
                    failedAt = tries == 1 ? System.nanoTime() : failedAt;
                    Duration waited = Duration.ofNanos(System.nanoTime() - failedAt);
                    Duration pause = retries.next(failure, isAtCommit.get(), tries, waited)
                            .orElseThrow(() -> failed(purpose, failure));
                    LOG.debug("trying again to {}: {}", purpose, failure.sqlState());
                    await(pause, purpose, failure);
                }
            }
        });
    }

    private void await(Duration pause, String purpose, DataAccessException failure) {
        try {
            if (!stopping.letPass(pause)) {
                throw failed(purpose, failure);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw failed(purpose, failure);
        }
    }

    private <T> T connected(String purpose, Supplier<T> work) {
        if (HAS_CONNECTION.get()) {
            throw new IllegalStateException("to " + purpose + ", this thread would hold a second connection");
        }
        return places.take(purpose, () -> {
            HAS_CONNECTION.set(true);
            try {
                return work.get();
            } finally {
                HAS_CONNECTION.remove();
            }
        });
    }

    public void run(String purpose, Consumer<DSLContext> work) {
        inOne(purpose, dsl -> {
            work.accept(dsl);
            return true;
        });
    }

    /** Runs statements that PostgreSQL refuses inside a transaction; each commits on its own. */
    public <T> T outside(String purpose, Function<DSLContext, T> work) {
        return connected(purpose, () -> {
            try {
                return work.apply(dsl);
            } catch (DataAccessException failure) {
                throw failed(purpose, failure);
            }
        });
    }

    public static StoreFailure failed(String purpose, Throwable failure) {
        return new StoreFailure(
                "could not " + purpose + ": " + why(failure), hint(failure), isOfRows(failure), failure);
    }

    private static String hint(Throwable failure) {
        boolean isOfDatabase = false;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TransactionPooling) {
                return TransactionPooling.HINT;
            }
            isOfDatabase |= cause instanceof SQLException;
        }
        return isOfDatabase ? Advice.by(sqlState(failure)) : Advice.REPORT;
    }

    /** Of the innermost failure that has one; empty for none. */
    private static String sqlState(Throwable failure) {
        String state = "";
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException refused && refused.getSQLState() != null) {
                state = refused.getSQLState();
            }
        }
        return state;
    }

    private static boolean isOfRows(Throwable failure) {
        return failure instanceof DataAccessException refused
                && OF_ROWS.stream().anyMatch(refused.sqlState()::startsWith);
    }

    /**
     * The driver's message, which names the server: pools and jOOQ wrap it, and the socket's message below says less.
     */
    private static String why(Throwable failure) {
        String why = failure.getClass().getSimpleName();
        boolean hasDriver = false;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            boolean says = cause instanceof SQLException || (cause.getCause() == null && !hasDriver);
            why = says && cause.getMessage() != null ? cause.getMessage() : why;
            hasDriver |= cause instanceof SQLException;
        }
        return why;
    }
}
