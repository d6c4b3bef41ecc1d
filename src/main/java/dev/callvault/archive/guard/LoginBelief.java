package dev.callvault.archive.guard;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * What this process believes about its login, from the responses so far. Responses do not arrive in the order of their
 * requests, so each request has a number: only a request made after a refusal can undo it. Safe for use by many
 * threads.
 */
final class LoginBelief {
    /** How long an accepted login is trusted before looking up what other nodes have found. */
    private static final Duration BELIEVED_FOR = Duration.ofSeconds(10);
    /**
     * After a refusal that concerned only a log, how many more log refusals pass before a list is requested to check
     * the login.
     */
    private static final int MAX_SPARED = 4;

    private static final Duration SPARED_FOR = Duration.ofMinutes(1);

    private enum State {
        /** No response has shown anything yet. */
        UNTRIED,
        ACCEPTED,
        /** Something was refused; whether the login is at fault is not known yet. */
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

    /** A request is about to be made; returns its number. */
    synchronized long ask() {
        return ++asked;
    }

    /** Whether requests may go out without a lookup. A clock that was set back forces one. */
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

    /** Whether the login ever worked in this process. */
    synchronized boolean wasAccepted() {
        return acceptedTime != null;
    }

    /** Whether a request made after this one was answered has been accepted. */
    synchronized boolean isAcceptedSince(long question) {
        return acceptedSince > question;
    }

    /** How long ago the latest accepted request was made; null when there is none, or the clock was set back since. */
    synchronized @Nullable Duration acceptedAgo() {
        if (acceptedTime == null || acceptedTime.isAfter(clock.instant())) {
            return null;
        }
        return Duration.between(acceptedTime, clock.instant());
    }

    /** A response proved the login. */
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

    /** A lookup found nothing against the login. */
    synchronized void lookedUp() {
        if (state == State.ACCEPTED) {
            believedFrom = clock.instant();
        } else {
            state = State.UNTRIED;
        }
    }

    /** A response refused something. */
    synchronized void doubted() {
        refusedAt = ++asked;
        state = state == State.REFUSED ? state : State.DOUBTED;
    }

    /** The login itself is refused. */
    synchronized void refused() {
        refusedAt = ++asked;
        state = State.REFUSED;
    }

    /** The login was not at fault: the next few refused logs are not checked. */
    synchronized void acquitted() {
        spared = MAX_SPARED;
        sparedFrom = clock.instant();
    }

    /** Whether to blame a refusal on the log without checking; limited in number and in time. */
    synchronized boolean spares() {
        return state == State.ACCEPTED && isWithin(sparedFrom, SPARED_FOR) && spared-- > 0;
    }

    private boolean isWithin(Instant from, Duration time) {
        Instant now = clock.instant();
        return !now.isBefore(from) && now.isBefore(from.plus(time));
    }
}
