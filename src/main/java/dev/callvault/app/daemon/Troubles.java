package dev.callvault.app.daemon;

import dev.callvault.archive.report.Failure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs what fails of an account: a line when a kind of trouble begins, whichever stream meets it first, and one when all streams
 * are over it. Runs repeat every minute, a provider may be away for a week. Safe for many threads.
 */
final class Troubles {
    private final String account;
    private final InstantSource elapsed;
    private final Logger log;
    private final Map<String, Trouble> kinds = new HashMap<>();

    private record Trouble(Instant since, String message, Set<String> streams) {}

    /** @param elapsed time that advances evenly */
    Troubles(String account, InstantSource elapsed) {
        this(account, elapsed, LoggerFactory.getLogger(Jobs.class));
    }

    Troubles(String account, InstantSource elapsed, Logger log) {
        this.account = account;
        this.elapsed = elapsed;
        this.log = log;
    }

    /** A run over a stream ended. That the database is away is told elsewhere. */
    synchronized void ended(String stream, Optional<Failure> failure) {
        if (failure.filter(Failure::isOfAwayDatabase).isPresent()) {
            log.debug("{} {}: {}", account, stream, failure.get());
            return;
        }
        failure.ifPresent(it -> kinds.computeIfAbsent(it.hint(), kind -> begun(stream, it))
                .streams()
                .add(stream));
        kinds.entrySet().removeIf(it -> {
            boolean isAnother =
                    failure.map(now -> !now.hint().equals(it.getKey())).orElse(true);
            return isAnother && isOver(stream, it.getValue());
        });
    }

    private Trouble begun(String stream, Failure failure) {
        log.warn("{} {}: {}", account, stream, failure);
        return new Trouble(elapsed.instant(), failure.message(), new HashSet<>());
    }

    private boolean isOver(String stream, Trouble trouble) {
        boolean wasThere = trouble.streams().remove(stream);
        if (wasThere && trouble.streams().isEmpty()) {
            log.info(
                    "{}: over after {} s: {}",
                    account,
                    Duration.between(trouble.since(), elapsed.instant()).toSeconds(),
                    trouble.message());
            return true;
        }
        return false;
    }
}
