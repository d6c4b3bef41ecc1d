package dev.callvault.store.postgres.server;

import dev.callvault.store.StoreFailure;
import dev.callvault.store.postgres.sql.Transactions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells that the database is away, once, and once that it is back: the only place that logs it, as every connection is opened
 * beside it. A server that is away is away for every login; what it refuses to one login says nothing of the others. Silent until
 * it is told to speak, since a command says by itself why it failed. Safe for many threads.
 */
final class Presence {
    private static final String EVERYBODY = "";

    private final LongSupplier nanos;
    private final Logger log;
    private final Map<String, Outage> outages = new HashMap<>();
    private boolean isHeard;

    /** @param advised what was told of it already: a server that starts refuses in several ways, for one cause */
    private record Outage(long since, Set<String> advised) {}

    /** @param nanos time that advances evenly */
    Presence(LongSupplier nanos) {
        this(nanos, LoggerFactory.getLogger(Presence.class));
    }

    Presence(LongSupplier nanos, Logger log) {
        this.nanos = nanos;
        this.log = log;
    }

    /** From now on, it is logged. */
    synchronized void speak() {
        isHeard = true;
    }

    /** The login could open a connection. */
    synchronized void there(String login) {
        if (outages.isEmpty()) {
            return;
        }
        long now = nanos.getAsLong();
        Stream.of(EVERYBODY, login)
                .flatMap(it -> Stream.ofNullable(outages.remove(it)))
                .mapToLong(it -> now - it.since())
                .max()
                .ifPresent(away -> {
                    if (isHeard) {
                        log.info(
                                "the database is back; it was away for {} s",
                                Duration.ofNanos(away).toSeconds());
                    }
                });
    }

    /** The login could open no connection. What asks for another remedy is another line. */
    synchronized void away(String login, SQLException failure) {
        StoreFailure told = Transactions.failed("connect to the database", failure);
        String whose = told.isAway() ? EVERYBODY : login;
        boolean isNew = !outages.containsKey(whose);
        Outage outage = outages.computeIfAbsent(whose, it -> new Outage(nanos.getAsLong(), new HashSet<>()));
        if (outage.advised().add(told.hint()) && isHeard) {
            log.error(
                    "the database {} away: {}. {} Archiving continues once it is back.",
                    isNew ? "is" : "is still",
                    told.getMessage(),
                    told.hint());
        }
    }
}
