package dev.callvault.archive;

import dev.callvault.source.AroundSource;
import dev.callvault.source.CallService;
import dev.callvault.source.CallSource;
import dev.callvault.source.ProviderClock;
import dev.callvault.source.SourceFailure;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Refuses to believe any answer while this machine's clock is far from the provider's: with a wrong clock, listing would ask
 * for the wrong time and write years of it down as lost.
 */
final class ClockGuard extends AroundSource {
    /** More than any time zone mistake in an otherwise right clock would be caught at; less than a retention. */
    private static final Duration TOLERANCE = Duration.ofHours(1);

    private final ProviderClock clock;

    ClockGuard(CallSource source, ProviderClock clock) {
        super(source);
        this.clock = clock;
    }

    @Override
    protected <T> T around(CallService service, Supplier<T> request) {
        try {
            T answer = request.get();
            check();
            return answer;
        } catch (SourceFailure.Refused refused) {
            check();
            throw refused;
        }
    }

    private void check() {
        clock.skew().filter(it -> it.abs().compareTo(TOLERANCE) > 0).ifPresent(skew -> {
            throw new ClockWrong("this machine's clock is " + words(skew) + " the provider's");
        });
    }

    private static String words(Duration skew) {
        long hours = skew.abs().toHours();
        return (hours < 48 ? hours + " h " : skew.abs().toDays() + " days ")
                + (skew.isNegative() ? "behind" : "ahead of");
    }
}
