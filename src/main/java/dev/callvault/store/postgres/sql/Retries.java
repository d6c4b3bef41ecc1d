package dev.callvault.store.postgres.sql;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jooq.exception.DataAccessException;

/**
 * Which failed transactions are run again, and how long after. Only what the server has certainly rolled back is: once a
 * commit was sent, a connection that breaks leaves open whether it arrived.
 *
 * @param patience how long after the first failure to wait for a server that restarts, is full, or takes no writes for now
 */
record Retries(Duration patience) {
    /** Not while anybody waits for the answer. */
    static final Retries AT_ONCE = new Retries(Duration.ZERO);

    /** A restart, a failover, or a disk that is made larger, takes about a minute. */
    static final Retries PATIENT = new Retries(Duration.ofSeconds(90));

    /** A plain restart. */
    static final Retries BRIEF = new Retries(Duration.ofSeconds(15));

    private static final int MAX_CONFLICTS = 5;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration MAX_PAUSE = Duration.ofSeconds(5);

    /** PostgreSQL ends one of the transactions that stand in each other's way: a deadlock, or one it cannot serialise. */
    private static final List<String> CONFLICTS = List.of("40001", "40P01");

    /** The connection broke; the server is stopping or starting, has no connection left, or takes no writes. */
    private static final List<String> AWAY = List.of("08", "57P01", "57P02", "57P03", "53300", "25006");

    /**
     * How long to wait before the next attempt.
     *
     * @param isAtCommit whether the statements had succeeded
     * @param tries attempts so far
     * @param waited since the first failure
     * @return empty when there is none
     */
    Optional<Duration> next(DataAccessException failure, boolean isAtCommit, int tries, Duration waited) {
        String state = failure.sqlState();
        if (CONFLICTS.contains(state)) {
            return tries < MAX_CONFLICTS ? Optional.of(Duration.ZERO) : Optional.empty();
        }
        boolean isAway = AWAY.stream().anyMatch(state::startsWith);
        if (!isAway || isAtCommit || waited.compareTo(patience) >= 0) {
            return Optional.empty();
        }
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(tries - 1, 10));
        return Optional.of(pause.compareTo(MAX_PAUSE) < 0 ? pause : MAX_PAUSE);
    }
}
