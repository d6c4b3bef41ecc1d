package dev.callvault.archive.guard;

import dev.callvault.source.CallService;
import dev.callvault.source.CallSource;
import dev.callvault.source.SourceDecorator;
import dev.callvault.source.SourceFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Rejects every response while the other clock, see {@link AgreedTime}, is far from this machine's. With a wrong clock, a run
 * would list the wrong time and record as lost what can still be fetched.
 */
public final class ClockGuard extends SourceDecorator {
    public static final Duration TOLERANCE = AgreedTime.TOLERANCE;

    private final AgreedTime time;
    private volatile Optional<Instant> confirmed = Optional.empty();

    public ClockGuard(CallSource source, AgreedTime time) {
        super(source);
        this.time = time;
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
     * When the provider last responded, by this machine's clock, if the other clock agreed; empty before the first response.
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
        confirmed = Optional.of(time.now());
    }
}
