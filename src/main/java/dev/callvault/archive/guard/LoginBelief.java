package dev.callvault.archive.guard;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * What this process believes of its login, by the answers that came so far. Answers come in another order than questions, so
 * each question has a number: only what was asked after a refusal can undo it. Safe for many threads.
 */
final class LoginBelief {
    /** How long an accepted login is believed in before other nodes' experience is looked up. */
    private static final Duration BELIEVED_FOR = Duration.ofSeconds(10);
    /** After a log alone was refused, so many more may be before a list is asked again whether it is not the login after all. */
    private static final int MOST_SPARED = 4;

    private static final Duration SPARED_FOR = Duration.ofMinutes(1);

    private enum State {
        /** No answer has told yet. */
        UNTRIED,
        ACCEPTED,
        /** Something was refused, and nobody knows yet whether that was about the login. */
        DOUBTED,
        REFUSED
    }

    private final InstantSource clock;
    private State state = State.UNTRIED;
    private long asked;
    private long refusedAt;
    private long acceptedSince;
    private @Nullable Instant acceptedTime;
    private Instant believedFrom = Instant.EPOCH;
    private int spared;
    private Instant sparedFrom = Instant.EPOCH;

    LoginBelief(InstantSource clock) {
        this.clock = clock;
    }

    /** A question is about to be asked; its number. */
    synchronized long ask() {
        return ++asked;
    }

    /** Whether requests may go out without looking anything up. A clock that was put back looks it up, too. */
    synchronized boolean isOpen() {
        return state == State.ACCEPTED && isWithin(believedFrom, BELIEVED_FOR);
    }

    synchronized boolean isAccepted() {
        return state == State.ACCEPTED;
    }

    synchronized boolean isDoubted() {
        return state == State.DOUBTED;
    }

    synchronized boolean isRefused() {
        return state == State.REFUSED;
    }

    /** Whether the login ever worked here. */
    synchronized boolean wasAccepted() {
        return acceptedTime != null;
    }

    /** Whether a question was accepted that was asked after this one was answered. */
    synchronized boolean isAcceptedSince(long question) {
        return acceptedSince > question;
    }

    /** How long ago the latest question was asked that was accepted; null when none was, or the clock was put back since. */
    synchronized @Nullable Duration acceptedAgo() {
        if (acceptedTime == null || acceptedTime.isAfter(clock.instant())) {
            return null;
        }
        return Duration.between(acceptedTime, clock.instant());
    }

    /** An answer proved the login. */
    synchronized void accepted(long question, Instant askedAt) {
        if (question > refusedAt) {
            if (state != State.ACCEPTED) {
                state = State.ACCEPTED;
                believedFrom = clock.instant();
            }
            acceptedSince = question;
            acceptedTime = askedAt;
        }
    }

    /** Nobody knows anything against the login. */
    synchronized void lookedUp() {
        if (state == State.ACCEPTED) {
            believedFrom = clock.instant();
        } else {
            state = State.UNTRIED;
        }
    }

    /** An answer refused something. */
    synchronized void doubted() {
        refusedAt = ++asked;
        state = state == State.REFUSED ? state : State.DOUBTED;
    }

    /** It is the login that is refused. */
    synchronized void refused() {
        refusedAt = ++asked;
        state = State.REFUSED;
    }

    /** It was not the login: the next few logs that are refused need not raise the question again. */
    synchronized void acquitted() {
        spared = MOST_SPARED;
        sparedFrom = clock.instant();
    }

    /** Whether a refusal of a log is put down to the log without asking; so many times, and not for long. */
    synchronized boolean spares() {
        return state == State.ACCEPTED && isWithin(sparedFrom, SPARED_FOR) && spared-- > 0;
    }

    private boolean isWithin(Instant from, Duration time) {
        Instant now = clock.instant();
        return !now.isBefore(from) && now.isBefore(from.plus(time));
    }
}
