package dev.callvault.archive;

import dev.callvault.call.CallBody;
import dev.callvault.refine.Redactor;
import dev.callvault.source.MemoryBudget;
import dev.callvault.source.SourceFailure;
import dev.callvault.store.BodyOutcome;
import dev.callvault.store.WantedBody;
import java.time.InstantSource;

/** Asks for one log and says what became of it. */
final class BodyFetcher {
    private final ClockGuard source;
    private final Redactor redactor;
    private final InstantSource clock;

    /** @param source gives what is redacted already, except the answer of a log that cannot be read */
    BodyFetcher(ClockGuard source, Redactor redactor, InstantSource clock) {
        this.source = source;
        this.redactor = redactor;
        this.clock = clock;
    }

    /**
     * The outcome for this log alone.
     *
     * @param memory grows with the log
     * @throws SourceFailure when the failure is not this log's: the login is refused, the provider is out of reach or asks
     *     for peace, or the program is stopping
     * @throws ClockWrong when this machine's clock cannot be right
     */
    BodyOutcome fetch(WantedBody wanted, MemoryBudget.Reservation memory) {
        try {
            return new BodyOutcome.Archived(wanted, source.fetchLog(wanted.logId(), memory));
        } catch (SourceFailure.NotThere | SourceFailure.Refused none) {
            return new BodyOutcome.Unavailable(wanted, reason(none), Backoff.after(wanted, clock.instant()));
        } catch (SourceFailure.Unreadable unreadable) {
            return new BodyOutcome.Quarantined(
                    wanted,
                    redactor.body(new CallBody(unreadable.answer(), "")),
                    reason(unreadable),
                    Backoff.after(wanted, clock.instant()));
        } catch (SourceFailure.ServerTrouble | SourceFailure.TimedOut | SourceFailure.TooLarge failure) {
            return new BodyOutcome.Failed(wanted, reason(failure), Backoff.after(wanted, clock.instant()));
        }
    }

    /** Whether the provider has answered, and its clock agreed with this machine's. */
    boolean isClockConfirmed() {
        return source.isConfirmed();
    }

    private static String reason(SourceFailure failure) {
        return String.valueOf(failure.getMessage());
    }
}
