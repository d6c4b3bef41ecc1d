package dev.callvault.store;

import dev.callvault.call.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The accounts whose login the provider refuses, known to all nodes. */
public interface LoginStore {
    /** How a refused login stands; empty while the login is accepted, or was never tried. */
    Optional<Refused> refused(AccountId account);

    /**
     * Claims the next try for the caller, who then asks the provider once. True for one caller, and when the login is not
     * refused at all.
     *
     * @param isExplicit a person asks, who may have corrected the password: no need to wait for the time of the next try
     */
    boolean tryNow(AccountId account, Instant now, boolean isExplicit);

    /** The provider refused the login. Refusals of requests that were under way together count once. */
    void refuse(AccountId account, String message, Instant now);

    /** The provider accepted the login. */
    void accept(AccountId account);

    /**
     * A refused login.
     *
     * @param refusals tries in a row that were refused
     * @param nextTry when one node tries again
     */
    record Refused(Instant since, int refusals, Instant nextTry, String message) {
        /** Single refusals can be a provider's bad minute; a run of them is meant, and costs the account its sign-ins. */
        private static final Duration SOON = Duration.ofMinutes(1);

        private static final Duration LATER = Duration.ofMinutes(15);
        private static final Duration LONGEST = Duration.ofHours(6);
        private static final int MOST_DOUBLINGS = 10;

        /** How long to wait after so many refusals. */
        public static Duration pause(int refusals) {
            if (refusals <= 1) {
                return SOON;
            }
            Duration doubled = LATER.multipliedBy(1L << Math.min(refusals - 2, MOST_DOUBLINGS));
            return doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
        }
    }
}
