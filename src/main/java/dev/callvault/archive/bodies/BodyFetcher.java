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

/** Asks for one log and says what became of it. Whatever goes wrong is taken to be the log's own, until more is known. */
public final class BodyFetcher {
    private static final Logger LOG = LoggerFactory.getLogger(BodyFetcher.class);
    private static final int LONGEST_REASON = 500;

    private final ClockGuard source;
    private final Redactor redactor;
    private final InstantSource clock;

    /** @param source gives what is redacted already, except the answer of a log that cannot be read */
    public BodyFetcher(ClockGuard source, Redactor redactor, InstantSource clock) {
        this.source = source;
        this.redactor = redactor;
        this.clock = clock;
    }

    /**
     * What one question brought.
     *
     * @param outcome for this log alone
     * @param isPerhapsOfProvider whether the provider may be in trouble, and not the log
     */
    record Attempt(BodyOutcome outcome, boolean isPerhapsOfProvider) {}

    /**
     * Asks once.
     *
     * @param memory grows with the log
     * @throws SourceFailure when the failure is surely not this log's: the login is refused, or the program is stopping
     * @throws StoreFailure when the state of the login cannot be looked up
     * @throws ClockWrong when this machine's clock cannot be right
     */
    Attempt fetch(WantedBody wanted, MemoryBudget.Reservation memory) {
        try {
            return ask(wanted, memory);
        } catch (SourceFailure | StoreFailure | ClockWrong others) {
            throw others;
        } catch (RuntimeException unexpected) {
            LOG.warn("the answer for log {} could not be handled; it is asked for again", wanted.logId(), unexpected);
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
     * Puts off a log that met the provider's trouble, a little and however often it did: the next round begins with others,
     * should the trouble be its own after all.
     */
    BodyOutcome putOff(BodyOutcome met, SourceFailure trouble) {
        WantedBody wanted = met.wanted();
        WantedBody unblamed = new WantedBody(wanted.logId(), wanted.startedAt(), wanted.expiresAt(), 0);
        return new BodyOutcome.Failed(wanted, reason(trouble), again(unblamed));
    }

    private Instant again(WantedBody wanted) {
        return Backoff.after(wanted, clock.instant());
    }

    /** What time it is by a clock that the provider's last answer agreed with; empty while it has not answered. */
    Optional<Instant> confirmedTime() {
        return source.confirmed();
    }

    /** On one line, and short: it is kept with the log. */
    private static String reason(RuntimeException failure) {
        String words = String.valueOf(failure.getMessage() == null ? failure : failure.getMessage())
                .replaceAll("[\\p{Cntrl}\\s]+", " ")
                .strip();
        return words.length() <= LONGEST_REASON ? words : words.substring(0, LONGEST_REASON) + "…";
    }
}
