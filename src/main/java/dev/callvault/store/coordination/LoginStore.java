package dev.callvault.store.coordination;

import dev.callvault.call.AccountId;
import dev.callvault.store.StoreFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The logins that the provider refused, known to all nodes. A login is a username with its password, told from others by a
 * fingerprint. All times are the store's own, whatever a caller's clock says. Every method throws {@link StoreFailure} when
 * the database cannot be used.
 */
public interface LoginStore {
    /** The salt of the account's fingerprints: made when it is first asked for, and the same ever after, on every node. */
    byte[] salt(AccountId account);

    /** How the account's logins stand. */
    Standing standing(AccountId account);

    /**
     * Claims a try of a login that is refused, or may be; the caller then asks the provider once. False when it is not due, or
     * when the account's sign-ins are used up for now: they are counted over all its logins, as the provider counts them.
     *
     * @param isExplicit a person asks, who may have unlocked the account: no need to wait for the time of the next try
     */
    boolean tryNow(AccountId account, String login, boolean isExplicit);

    /**
     * The provider refused a login. Each refusal counts as a sign-in; those of requests that were under way together as one in
     * a row.
     *
     * @param by the node that asked
     */
    void refuse(AccountId account, String login, String by, String message);

    /** A claimed try brought neither: it is due again soon, and does not count. */
    void undecided(AccountId account, String login);

    /**
     * The provider accepted a login: its refusal is over, and those of other logins are no alarm any more.
     *
     * @param ago how long ago the request began that was accepted; what was refused since stays refused
     */
    void accept(AccountId account, String login, Duration ago);

    /**
     * How an account's logins stand.
     *
     * @param now by the store's clock
     * @param refused every login that is refused, the latest first
     * @param signIns refused lately
     * @param acceptedAt when a login was last accepted after another one had been refused
     */
    record Standing(Instant now, List<Refused> refused, int signIns, Optional<Instant> acceptedAt) {
        /** Nothing was refused: nobody need be told of what is accepted. */
        public boolean isQuiet() {
            return refused.isEmpty() && signIns == 0;
        }

        public Optional<Refused> of(String login) {
            return refused.stream().filter(it -> it.login().equals(login)).findFirst();
        }

        /**
         * The latest refusal since which no login was accepted. One that a healthy process has outlived is no alarm, but is
         * kept, so that the login is not tried again and again.
         */
        public Optional<Refused> alarm() {
            return refused.stream()
                    .filter(it ->
                            acceptedAt.filter(at -> !at.isBefore(it.since())).isEmpty())
                    .findFirst();
        }
    }

    /**
     * A refused login.
     *
     * @param login its fingerprint
     * @param by the node that was refused last
     * @param refusals tries in a row that were refused
     * @param nextTry when a process that uses it tries again
     */
    record Refused(String login, String by, Instant since, int refusals, Instant nextTry, String message) {
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
