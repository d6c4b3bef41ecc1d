package dev.callvault.app;

import dev.callvault.config.KeepSettings;
import dev.callvault.store.Forgetting;
import dev.callvault.store.Forgotten;
import dev.callvault.store.KeptSince;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes what is older than the settings keep it. Age is told by the clock, but only as far as the last successful run bears
 * it out, in which the provider's clock agreed: a machine whose clock is years ahead must not empty the archive.
 */
final class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final Duration BEYOND_LAST_SUCCESS = Duration.ofDays(2);

    private Retention() {}

    static void apply(Forgetting forgetting, KeepSettings keep, Instant now) {
        if (isForEver(keep)) {
            return;
        }
        Optional<Instant> lastSuccess = forgetting.lastSuccess();
        if (lastSuccess.isEmpty()) {
            return;
        }
        Instant bornOut = lastSuccess.get().plus(BEYOND_LAST_SUCCESS);
        Forgotten forgotten = forgetting.deleteOlder(since(keep, bornOut.isBefore(now) ? bornOut : now), now);
        if (!forgotten.isNothing()) {
            LOG.info(
                    "deleted by age: {} calls, {} months and {} single call logs, {} session lines, {} error lines; held: {}",
                    forgotten.calls(),
                    forgotten.months(),
                    forgotten.bodies(),
                    forgotten.sessions(),
                    forgotten.errors(),
                    forgotten.held());
        }
    }

    private static boolean isForEver(KeepSettings keep) {
        return keep.calls().isEmpty()
                && keep.bodies().isEmpty()
                && keep.sessions().isEmpty()
                && keep.errors().isEmpty();
    }

    private static KeptSince since(KeepSettings keep, Instant now) {
        return new KeptSince(
                keep.calls().map(it -> before(now, it)),
                keep.bodies().map(it -> before(now, it)),
                keep.sessions().map(it -> before(now, it)),
                keep.errors().map(it -> before(now, it)));
    }

    private static Instant before(Instant now, Period period) {
        return now.atOffset(ZoneOffset.UTC).minus(period).toInstant();
    }
}
