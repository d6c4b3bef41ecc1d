package dev.callvault.archive.guard;

import dev.callvault.archive.report.ClockWrong;
import dev.callvault.source.CallService;
import dev.callvault.source.CallSource;
import dev.callvault.source.ProviderClock;
import dev.callvault.source.SourceDecorator;
import dev.callvault.source.SourceFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Rejects every response while this machine's clock is far from the provider's. With a wrong clock, a run would list
 * the wrong time and record as lost what can still be fetched.
 */
public final class ClockGuard extends SourceDecorator {
    /** Small enough to catch any time zone mistake, and far smaller than a retention. */
    public static final Duration TOLERANCE = Duration.ofHours(1);

    private final ProviderClock provider;
    private final InstantSource clock;
    private volatile Optional<Instant> confirmed = Optional.empty();

    public ClockGuard(CallSource source, ProviderClock provider, InstantSource clock) {
        super(source);
        this.provider = provider;
        this.clock = clock;
    }

    @Override
    protected <T> T around(CallService service, Supplier<T> request) {
        try {
            T answer = request.get();
            check();
            return answer;
        } catch (SourceFailure failure) {
            if (isAnswer(failure)) {
                check();
            }
            throw failure;
        }
    }

    /**
     * When the provider last responded, by this machine's clock, if the provider's clock agreed; empty before the first
     * response.
     */
    public Optional<Instant> confirmed() {
        return confirmed;
    }

    private static boolean isAnswer(SourceFailure failure) {
        return switch (failure) {
            case SourceFailure.Unreachable none -> false;
            case SourceFailure.TimedOut none -> false;
            case SourceFailure.Interrupted none -> false;
            case SourceFailure.CredentialsRefused none -> false; // may be remembered rather than answered
            case SourceFailure.Forbidden answer -> true;
            case SourceFailure.Throttled answer -> true;
            case SourceFailure.ServerTrouble answer -> true;
            case SourceFailure.Refused answer -> true;
            case SourceFailure.NotThere answer -> true;
            case SourceFailure.Unreadable answer -> true;
            case SourceFailure.TooLarge answer -> true;
        };
    }

    private void check() {
        provider.skew().filter(it -> it.abs().compareTo(TOLERANCE) > 0).ifPresent(skew -> {
            throw new ClockWrong("this machine's clock is " + words(skew) + " the provider's");
        });
        confirmed = Optional.of(clock.instant());
    }

    private static String words(Duration skew) {
        long hours = skew.abs().toHours();
        return (hours < 48 ? hours + " h " : skew.abs().toDays() + " days ")
                + (skew.isNegative() ? "behind" : "ahead of");
    }
}
