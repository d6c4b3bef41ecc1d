package dev.callvault.archive;

import dev.callvault.call.CallBody;
import dev.callvault.call.CallSummary;
import dev.callvault.call.LogId;
import dev.callvault.call.RawLine;
import dev.callvault.source.CallSource;
import dev.callvault.source.ListQuery;
import dev.callvault.source.Page;
import dev.callvault.source.ProviderClock;
import dev.callvault.source.SourceFailure;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Refuses to believe any answer while this machine's clock is far from the provider's: with a wrong clock, listing would ask
 * for the wrong time and write years of it down as lost.
 */
final class ClockGuard implements CallSource {
    /** More than any time zone mistake in an otherwise right clock would be caught at; less than a retention. */
    private static final Duration TOLERANCE = Duration.ofHours(1);

    private final CallSource source;
    private final ProviderClock clock;

    ClockGuard(CallSource source, ProviderClock clock) {
        this.source = source;
        this.clock = clock;
    }

    @Override
    public Page<CallSummary> listCalls(ListQuery query) {
        return guarded(() -> source.listCalls(query));
    }

    @Override
    public Page<RawLine> listSessions(ListQuery query) {
        return guarded(() -> source.listSessions(query));
    }

    @Override
    public Page<RawLine> listErrors(ListQuery query) {
        return guarded(() -> source.listErrors(query));
    }

    /** A log is the log that was asked for, whatever the time. */
    @Override
    public CallBody fetchLog(LogId logId) {
        return source.fetchLog(logId);
    }

    private <T> T guarded(Supplier<T> request) {
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
