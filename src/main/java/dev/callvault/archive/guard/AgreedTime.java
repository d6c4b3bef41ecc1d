package dev.callvault.archive.guard;

import dev.callvault.archive.report.ClockWrong;
import dev.callvault.source.ProviderClock;
import dev.callvault.store.coordination.DatabaseClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What time it is, and who says so. This machine's clock alone does not decide what cannot be undone: another clock must agree
 * with it, the provider's if its responses have a date, otherwise the database's. Safe for many threads.
 */
public final class AgreedTime {
    /** Small enough to catch any time zone mistake, and far smaller than a retention. */
    public static final Duration TOLERANCE = Duration.ofHours(1);

    /** No run takes so long; less than what time may be without a successful run before calls are lost. */
    private static final Duration LONGEST_RUN = Duration.ofDays(3);

    private final ProviderClock provider;
    private final DatabaseClock database;
    private final InstantSource clock;

    public AgreedTime(ProviderClock provider, DatabaseClock database, InstantSource clock) {
        this.provider = provider;
        this.database = database;
        this.clock = clock;
    }

    /** @param whose for example "the provider's" */
    private record Witness(String whose, Duration skew) {}

    private Optional<Witness> witness() {
        return provider.skew()
                .map(it -> new Witness("the provider's", it))
                .or(() -> database.skew().map(it -> new Witness("the database's", it)));
    }

    /**
     * The time by this machine's clock.
     *
     * @throws ClockWrong when the other clock does not agree
     */
    Instant now() {
        witness().filter(it -> it.skew().abs().compareTo(TOLERANCE) > 0).ifPresent(it -> {
            throw new ClockWrong("this machine's clock is " + words(it.skew()) + " " + it.whose());
        });
        return clock.instant();
    }

    /**
     * The end of what a run may prove that began at this time by this machine's clock: never later than the other clock's
     * time was then.
     *
     * @throws ClockWrong when the clock is wrong, was ahead when the run began, or far behind
     */
    Instant provenUntil(Instant began) {
        Duration ahead = Duration.between(now(), began);
        if (ahead.compareTo(TOLERANCE) > 0) {
            throw new ClockWrong("this machine's clock was set back " + size(ahead) + " after the run began");
        }
        if (ahead.negated().compareTo(LONGEST_RUN) > 0) {
            throw new ClockWrong("this machine's clock was set forward " + size(ahead.negated())
                    + " after the run began, or the run was interrupted for that long");
        }
        return witness()
                .map(Witness::skew)
                .filter(Duration::isPositive)
                .map(began::minus)
                .orElse(began);
    }

    private static String words(Duration skew) {
        return size(skew.abs()) + " " + (skew.isNegative() ? "behind" : "ahead of");
    }

    private static String size(Duration skew) {
        long hours = skew.toHours();
        return hours < 48 ? hours + " h" : skew.toDays() + " days";
    }
}
