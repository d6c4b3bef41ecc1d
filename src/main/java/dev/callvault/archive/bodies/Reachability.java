package dev.callvault.archive.bodies;

import dev.callvault.call.TimeWindow;
import dev.callvault.source.CallSource;
import dev.callvault.source.ListQuery;
import dev.callvault.source.SourceFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Tells failing logs from an unreachable provider with one small list request: a provider that answers it would have
 * answered for a log, too. The more logs turn out to fail on their own, the more of them in a row are believed before
 * the provider is asked again. For one round; safe for use by many threads, which wait for each other's request.
 */
public final class Reachability {
    private static final Duration NARROW = Duration.ofHours(1);
    /** How long a response counts as proof. */
    private static final Duration KNOWN_FOR = Duration.ofSeconds(30);

    private static final int MAX_BELIEVED = 32;

    private final CallSource source;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();

    private Instant answeredAt = Instant.EPOCH;
    private int troubles;
    private int believed;
    private @Nullable SourceFailure away;

    public Reachability(CallSource source, InstantSource clock) {
        this.source = source;
        this.clock = clock;
    }

    /** The provider answered for a log. */
    void answered() {
        lock.lock();
        try {
            answeredAt = clock.instant();
            troubles = 0;
            believed = Math.max(believed, 1);
        } finally {
            lock.unlock();
        }
    }

    /**
     * A log failed in a way that may be the provider's fault.
     *
     * @return the provider's failure when it was asked; empty when the log is at fault
     */
    Optional<SourceFailure> afterTrouble() {
        lock.lock();
        try {
            if (away == null && !isKnown()) {
                away = ask();
            }
            return Optional.ofNullable(away);
        } finally {
            lock.unlock();
        }
    }

    private boolean isKnown() {
        Instant now = clock.instant();
        boolean isFresh = !now.isBefore(answeredAt) && now.isBefore(answeredAt.plus(KNOWN_FOR));
        return isFresh && troubles++ < believed;
    }

    private @Nullable SourceFailure ask() {
        Instant now = clock.instant();
        try {
            var unused = source.listCalls(ListQuery.total(TimeWindow.between(now.minus(NARROW), now)));
        } catch (SourceFailure.Refused
                | SourceFailure.Forbidden
                | SourceFailure.NotThere
                | SourceFailure.TooLarge answer) {
            return inReach();
        } catch (SourceFailure failure) {
            return failure;
        }
        return inReach();
    }

    private @Nullable SourceFailure inReach() {
        answeredAt = clock.instant();
        troubles = 0;
        believed = Math.clamp(believed * 2L, 1, MAX_BELIEVED);
        return null;
    }
}
