package dev.callvault.store.postgres;

import dev.callvault.store.StoreFailure;
import java.sql.SQLException;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/** The one place that opens connections for statements: all of a unit of work, or nothing. Safe for many threads. */
final class Transactions {
    /** Of transactions that wait for each other PostgreSQL ends one, which may be done again. */
    private static final String DEADLOCK = "40P01";

    private static final int MOST_TRIES = 3;

    private final DSLContext dsl;

    Transactions(DataSource database) {
        this.dsl = DSL.using(database, SQLDialect.POSTGRES, new Settings().withExecuteLogging(false));
    }

    /**
     * Runs a unit of work; one that a deadlock ended is done again.
     *
     * @param purpose what it is for, as it completes the sentence "could not …"
     */
    <T> T inOne(String purpose, Function<DSLContext, T> work) {
        for (int tries = 1; ; tries++) {
            try {
                return once(work);
            } catch (DataAccessException failure) {
                if (tries == MOST_TRIES || !DEADLOCK.equals(failure.sqlState())) {
                    throw failed(purpose, failure);
                }
            }
        }
    }

    private <T> T once(Function<DSLContext, T> work) {
        return dsl.transactionResult(configuration -> {
            HeldFence.check(configuration.dsl());
            return work.apply(configuration.dsl());
        });
    }

    void run(String purpose, Consumer<DSLContext> work) {
        inOne(purpose, dsl -> {
            work.accept(dsl);
            return true;
        });
    }

    /** Runs what PostgreSQL refuses within a transaction; every statement commits by itself. */
    <T> T outside(String purpose, Function<DSLContext, T> work) {
        try {
            return work.apply(dsl);
        } catch (DataAccessException failure) {
            throw failed(purpose, failure);
        }
    }

    static StoreFailure failed(String purpose, Throwable failure) {
        return new StoreFailure(
                "could not " + purpose + ": " + why(failure),
                "Check that PostgreSQL is running and reachable; the next run goes on where this one stopped.",
                failure);
    }

    /** The driver's own words, which name the server; pools and jOOQ wrap them, and the socket's below say less. */
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
