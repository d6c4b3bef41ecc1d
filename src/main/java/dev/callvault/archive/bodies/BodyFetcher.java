package dev.callvault.archive.bodies;

import dev.callvault.archive.guard.ClockGuard;
import dev.callvault.archive.report.ClockWrong;
import dev.callvault.call.CallBody;
import dev.callvault.refine.Redactor;
import dev.callvault.source.MemoryBudget;
import dev.callvault.source.SourceFailure;
import dev.callvault.store.StoreFailure;
import dev.callvault.store.bodies.BodyOutcome;
import dev.callvault.store.bodies.WantedBody;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests one log and reports the outcome. A failure is blamed on the log until there is evidence against the
 * provider.
 */
public final class BodyFetcher {
    private static final Logger LOG = LoggerFactory.getLogger(BodyFetcher.class);
    private static final int MAX_REASON = 500;

    private final ClockGuard source;
    private final Redactor redactor;
    private final InstantSource clock;

    /** @param source gives redacted content, except for the raw response of an unreadable log */
    public BodyFetcher(ClockGuard source, Redactor redactor, InstantSource clock) {
        this.source = source;
        this.redactor = redactor;
        this.clock = clock;
    }

    /**
     * The result of one request.
     *
     * @param outcome the outcome for this log
     * @param isPerhapsOfProvider whether the cause may be the provider rather than the log
     */
    record Attempt(BodyOutcome outcome, boolean isPerhapsOfProvider) {}

    /**
     * Requests the log once.
     *
     * @param memory grows with the log
     * @throws SourceFailure when the failure is certainly not about this log: the login is refused, or the program is
     *     stopping
     * @throws StoreFailure when the state of the login cannot be read
     * @throws ClockWrong when this machine's clock cannot be right
     */
    Attempt fetch(WantedBody wanted, MemoryBudget.Reservation memory) {
        try {
            return ask(wanted, memory);
        } catch (SourceFailure | StoreFailure | ClockWrong others) {
            throw others;
        } catch (RuntimeException unexpected) {
            LOG.warn(
                    "log {}: the response could not be processed; it will be requested again",
                    wanted.logId(),
                    unexpected);
            return new Attempt(new BodyOutcome.Failed(wanted, reason(unexpected), again(wanted)), true);
        }
    }

    private Attempt ask(WantedBody wanted, MemoryBudget.Reservation memory) {
        try {
            return of(new BodyOutcome.Archived(wanted, source.fetchLog(wanted.logId(), memory)));
        } catch (SourceFailure.NotThere | SourceFailure.Refused none) {
            return of(new BodyOutcome.Unavailable(wanted, reason(none), again(wanted)));
        } catch (SourceFailure.Unreadable unreadable) {
            CallBody answer = redactor.body(new CallBody(unreadable.answer(), ""));
            return new Attempt(new BodyOutcome.Quarantined(wanted, answer, reason(unreadable), again(wanted)), true);
        } catch (SourceFailure.Forbidden | SourceFailure.TooLarge failure) {
            return of(new BodyOutcome.Failed(wanted, reason(failure), again(wanted)));
        } catch (SourceFailure.Unreachable
                | SourceFailure.ServerTrouble
                | SourceFailure.TimedOut
                | SourceFailure.Throttled failure) {
            return new Attempt(new BodyOutcome.Failed(wanted, reason(failure), again(wanted)), true);
        }
    }

    private static Attempt of(BodyOutcome outcome) {
        return new Attempt(outcome, false);
    }

    /**
     * Postpones a log after trouble with the provider, always by the same short pause. The next round then begins with
     * other logs, in case this log is the cause after all.
     */
    BodyOutcome putOff(BodyOutcome met, SourceFailure trouble) {
        WantedBody wanted = met.wanted();
        WantedBody unblamed = new WantedBody(wanted.logId(), wanted.startedAt(), wanted.expiresAt(), 0);
        return new BodyOutcome.Failed(wanted, reason(trouble), again(unblamed));
    }

    private Instant again(WantedBody wanted) {
        return Backoff.after(wanted, clock.instant());
    }

    /** The time by a clock that the provider's last response confirmed; empty before the first response. */
    Optional<Instant> confirmedTime() {
        return source.confirmed();
    }

    /** Stored with the log, so one short line. */
    private static String reason(RuntimeException failure) {
        String words = String.valueOf(failure.getMessage() == null ? failure : failure.getMessage())
                .replaceAll("[\\p{Cntrl}\\s]+", " ")
                .strip();
        return words.length() <= MAX_REASON ? words : words.substring(0, MAX_REASON) + "…";
    }
}
