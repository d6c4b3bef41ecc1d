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
 * Tells logs that fail from a provider that is out of reach, by one narrow question: what a list answers, a log would, too. The
 * more logs have turned out to fail by themselves, the more of them are believed in a row before the question is asked again.
 * For one round; safe for many threads, which wait for each other's question.
 */
public final class Reachability {
    private static final Duration NARROW = Duration.ofHours(1);
    /** An answer proves nothing for longer. */
    private static final Duration KNOWN_FOR = Duration.ofSeconds(30);

    private static final int MOST_BELIEVED = 32;

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
     * A log brought trouble that may be the provider's.
     *
     * @return what the provider failed of when it was asked; empty when the trouble is the log's own
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
        believed = Math.clamp(believed * 2L, 1, MOST_BELIEVED);
        return null;
    }
}
