package dev.callvault.store.status;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * The one verdict on an account: of all that is wrong, the worst.
 *
 * @param kind what is wrong
 * @param since since when; empty if that is not known, as for a stream that never succeeded
 */
public record Verdict(Kind kind, Optional<Instant> since) {
    /**
     * The worst first. What can still be prevented comes before what is lost already, which would otherwise hide it for
     * as long as the gap is on record.
     */
    public enum Kind {
        /** The provider refuses the login. */
        REFUSED("Correct the username or password, then run 'callvault doctor'."),
        /** A stream has not been listed for too long. */
        STALE("See its last failure, and whether a daemon or cron job still runs; 'callvault doctor' checks the rest."),
        /** Something will be lost before the backlog is fetched. */
        BEHIND("See the forecast; raise requests-per-second or concurrency if the provider allows it."),
        /** There are gaps that nobody has acknowledged. */
        LOST("'callvault gaps' says what, when and why; 'callvault gaps acknowledge' ends the alarm."),
        UNPROVEN("It is requested again in every run; 'callvault verify --repair' does so now."),
        OK("");

        private final String action;

        Kind(String action) {
            this.action = action;
        }

        /** As scripts know it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** What to do about it; empty when all is well. */
        public String action() {
            return action;
        }
    }
}
