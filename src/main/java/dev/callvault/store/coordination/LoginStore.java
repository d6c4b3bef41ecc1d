package dev.callvault.store.coordination;

import dev.callvault.call.AccountId;
import dev.callvault.store.StoreFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The logins that the provider refused, known to all nodes. A login is a username with its password, identified by a
 * fingerprint. All times are the store's own, whatever a caller's clock says. Every method throws {@link StoreFailure}
 * when the database cannot be used.
 */
public interface LoginStore {
    /** The salt of the account's fingerprints: created on first use, and the same on every node from then on. */
    byte[] salt(AccountId account);

    /** The current state of the account's logins. */
    Standing standing(AccountId account);

    /**
     * Claims a try of a login that is or may be refused; the caller then makes one request. False when no try is due,
     * or when the account's sign-ins are used up for now: they are counted over all its logins, as the provider counts
     * them.
     *
     * @param isExplicit whether a person asks, who may have unlocked the account: then the next due time does not
     *     matter
     */
    boolean tryNow(AccountId account, String login, boolean isExplicit);

    /**
     * The provider refused a login. Each refusal counts as a sign-in; concurrent ones count as one in the row of
     * refusals.
     *
     * @param by the node that made the request
     */
    void refuse(AccountId account, String login, String by, String message);

    /** A claimed try was inconclusive: it is soon due again and does not count. */
    void undecided(AccountId account, String login);

    /**
     * The provider accepted a login: its refusal ends, and refusals of other logins raise no alarm any more.
     *
     * @param ago how long ago the accepted request began; later refusals stand
     */
    void accept(AccountId account, String login, Duration ago);

    /**
     * The state of an account's logins.
     *
     * @param now by the store's clock
     * @param refused every refused login, the latest first
     * @param signIns refused sign-ins within the window
     * @param acceptedAt when a login was last accepted after another one had been refused
     */
    record Standing(Instant now, List<Refused> refused, int signIns, Optional<Instant> acceptedAt) {
        /** Nothing was refused, so acceptances need not be recorded. */
        public boolean isQuiet() {
            return refused.isEmpty() && signIns == 0;
        }

        public Optional<Refused> of(String login) {
            return refused.stream().filter(it -> it.login().equals(login)).findFirst();
        }

        /**
         * The latest refusal since which no login was accepted. A refusal that another healthy login has outlived
         * raises no alarm, but is kept so that the login is not tried again and again.
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
     * @param by the node that was last refused
     * @param refusals consecutive refused tries
     * @param nextTry when a process that uses it tries again
     */
    record Refused(String login, String by, Instant since, int refusals, Instant nextTry, String message) {
        /**
         * A single refusal can be a passing problem at the provider; several in a row are real, and cost the account
         * its sign-ins.
         */
        private static final Duration SOON = Duration.ofMinutes(1);

        private static final Duration LATER = Duration.ofMinutes(15);
        private static final Duration MAX = Duration.ofHours(6);
        private static final int MAX_DOUBLINGS = 10;

        /** How long to wait after this many refusals. */
        public static Duration pause(int refusals) {
            if (refusals <= 1) {
                return SOON;
            }
            Duration doubled = LATER.multipliedBy(1L << Math.min(refusals - 2, MAX_DOUBLINGS));
            return doubled.compareTo(MAX) < 0 ? doubled : MAX;
        }
    }
}
