package dev.callvault.archive.guard;

import dev.callvault.call.Account;
import dev.callvault.call.Page;
import dev.callvault.call.TimeWindow;
import dev.callvault.source.CallService;
import dev.callvault.source.CallSource;
import dev.callvault.source.ListQuery;
import dev.callvault.source.SourceDecorator;
import dev.callvault.source.SourceFailure;
import dev.callvault.source.SourceFailure.CredentialsRefused;
import dev.callvault.store.StoreFailure;
import dev.callvault.store.coordination.LoginStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Blocks all requests while the provider refuses this process's login, whichever node found out, except for an
 * occasional try: repeated attempts get an account locked. Until the login is first accepted, requests go out one at a
 * time, so that a wrong login costs a single request. All sources of an account in this process share one breaker. Safe
 * for use by many threads.
 *
 * <p>A refusal may concern only that request: a log, or a list that the account may not see. A request for another list
 * then decides. Only a success proves a login: anyone may get a web page instead of a response, and a provider may
 * report something as missing before it checks the login.
 */
public final class LoginCircuitBreaker {
    private static final Logger LOG = LoggerFactory.getLogger(LoginCircuitBreaker.class);
    private static final Duration NARROW = Duration.ofHours(1);

    private final LoginStore store;
    private final Account account;
    private final Key key;
    private final String node;
    private final InstantSource clock;
    private final LoginBelief belief;
    /** Held while the login is tried; others wait for the result. */
    private final ReentrantLock trial = new ReentrantLock();

    private volatile @Nullable String login;
    private volatile boolean mayTryAtOnce;
    /**
     * Whether this process has claimed a try of a refused login, and whether it did so early. Both belong to the
     * trial's holder.
     */
    private boolean isTry;

    private boolean wasAtOnce;
    /** Whether a refusal was recorded that the next accepted response should clear. */
    private volatile boolean owesNews;

    /**
     * A breaker that no request has passed yet.
     *
     * @param node the name of this process, as other nodes see it
     * @param isExplicit whether a person started this, which allows one try, however recent the last one was
     */
    public LoginCircuitBreaker(
            LoginStore store, Account account, Key key, String node, InstantSource clock, boolean isExplicit) {
        this.store = store;
        this.account = account;
        this.key = key;
        this.node = node;
        this.clock = clock;
        this.belief = new LoginBelief(clock);
        this.mayTryAtOnce = isExplicit;
    }

    /** Tells one login from another. */
    public interface Key {
        /** A fingerprint from which nothing can be read. */
        String of(byte[] salt);

        /** Looks whether the login has another password by now; from then on it is used, and told from the former one. */
        default boolean isRenewed() {
            return false;
        }
    }

    /**
     * A source whose requests ask this breaker for permission. They may then wait their turn, and are sent by {@link
     * #watched}.
     */
    public CallSource guarded(CallSource waiting) {
        return new Guarded(waiting);
    }

    /** The source that makes the requests; its responses show whether the login is good. */
    public CallSource watched(CallSource asking) {
        return new Watched(asking);
    }

    private final class Guarded extends SourceDecorator {
        private final CallSource waiting;

        Guarded(CallSource waiting) {
            super(waiting);
            this.waiting = waiting;
        }

        @Override
        protected <T> T around(CallService service, Supplier<T> request) {
            while (true) {
                try {
                    return belief.isOpen() ? asked(service, request) : onTrial(service, request);
                } catch (SentBack again) {
                    LOG.debug("a request returned to the gate: another one was refused meanwhile");
                }
            }
        }

        private <T> T onTrial(CallService service, Supplier<T> request) {
            enterTrial();
            try {
                if (!belief.isOpen()) {
                    boolean isDoubted = belief.isDoubted();
                    isTry = lookUp();
                    if (isTry || (isDoubted && service == CallService.LOG)) {
                        tryWithList(service);
                    }
                }
                if (!belief.isAccepted()) {
                    return tried(() -> asked(service, request));
                }
            } finally {
                isTry = false;
                trial.unlock();
            }
            return asked(service, request);
        }

        /** Tries the login with a list: a missing log would prove nothing. A request for calls is its own test. */
        private void tryWithList(CallService service) {
            if (service != CallService.LOGS) {
                try {
                    var unused = tried(() -> asked(CallService.LOGS, () -> narrow(CallService.LOGS)));
                } catch (SourceFailure.Forbidden ofCallsAlone) {
                    LOG.debug("the login is good but may not list calls", ofCallsAlone);
                }
            }
        }

        /** Returns the try if it led to nothing. */
        private <T> T tried(Supplier<T> request) {
            try {
                return request.get();
            } finally {
                if (isTry && !belief.isAccepted() && !belief.isRefused()) {
                    isTry = false;
                    mayTryAtOnce = wasAtOnce;
                    Uninterrupted.run(() -> store.undecided(account.id(), login()));
                }
            }
        }

        private <T> T asked(CallService service, Supplier<T> request) {
            try {
                return request.get();
            } catch (CredentialsRefused refused) {
                throw judged(service, refused, belief.ask());
            }
        }

        /** Decides whether the login is refused or only the request. */
        private SourceFailure judged(CallService service, CredentialsRefused refused, long question) {
            enterTrial();
            try {
                if (belief.isAcceptedSince(question)) {
                    return forbidden(refused);
                }
                if (!belief.isRefused() && isPerhapsOfRequest(service, refused)) {
                    Optional<CredentialsRefused> other = secondOpinion(service);
                    if (other.isEmpty()) {
                        belief.acquitted();
                        return forbidden(refused);
                    }
                    var unused = stopped(refused);
                    return stopped(other.get());
                }
                return stopped(refused);
            } finally {
                trial.unlock();
            }
        }

        /**
         * The first refusal of a list is believed: checking the login with another list could cost a second refusal.
         */
        private boolean isPerhapsOfRequest(CallService service, CredentialsRefused refused) {
            return service == CallService.LOG || (!isTry && !refused.isSaidOfLogin() && belief.wasAccepted());
        }

        private Optional<CredentialsRefused> secondOpinion(CallService service) {
            try {
                var unused = narrow(service == CallService.LOGS ? CallService.SESSIONS : CallService.LOGS);
                return Optional.empty();
            } catch (CredentialsRefused refused) {
                return Optional.of(refused);
            }
        }

        /** The cheapest request that proves a login. */
        private Page<?> narrow(CallService service) {
            Instant now = clock.instant();
            ListQuery query = ListQuery.total(TimeWindow.between(now.minus(NARROW), now));
            return service == CallService.LOGS ? waiting.listCalls(query) : waiting.listSessions(query);
        }
    }

    private final class Watched extends SourceDecorator {
        Watched(CallSource asking) {
            super(asking);
        }

        @Override
        protected <T> T around(CallService service, Supplier<T> request) {
            if (!belief.isAccepted() && !trial.isHeldByCurrentThread()) {
                throw new SentBack();
            }
            long question = belief.ask();
            Instant askedAt = clock.instant();
            try {
                T answer = request.get();
                belief.accepted(question, askedAt);
                tellNews();
                return answer;
            } catch (CredentialsRefused refused) {
                if (service == CallService.LOG && belief.spares()) {
                    throw forbidden(refused);
                }
                belief.doubted();
                throw refused;
            }
        }
    }

    private void enterTrial() {
        try {
            trial.lockInterruptibly();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new SourceFailure.Interrupted();
        }
    }

    /**
     * Looks up what all nodes know about the account's logins.
     *
     * @return whether the login was refused and this process has claimed a try
     * @throws CredentialsRefused when it was refused and it is not this process's turn to try
     */
    private boolean lookUp() {
        boolean isRenewed = key.isRenewed();
        if (isRenewed) {
            LOG.info("account {} has another password now", account.name());
            login = null;
        }
        LoginStore.Standing standing = store.standing(account.id());
        if (standing.isQuiet()) {
            owesNews = false;
            belief.lookedUp();
            return false;
        }
        String login = login();
        @Nullable Duration ago = isRenewed ? null : belief.acceptedAgo(); // that was the former login
        if (ago != null && isNews(standing, login, ago)) {
            store.accept(account.id(), login, ago);
            standing = store.standing(account.id());
        }
        owesNews = standing.of(login).isPresent() || standing.alarm().isPresent();
        if (standing.of(login).isPresent()) {
            claimTry(login, standing.of(login).get());
            return true;
        }
        if (!belief.isAccepted() && !store.tryNow(account.id(), login, mayTryAtOnce)) {
            throw new CredentialsRefused("login not tried: other logins of account " + account.name()
                    + " were refused too often in the last 15 minutes, and the provider might lock the account");
        }
        belief.lookedUp();
        return false;
    }

    private static boolean isNews(LoginStore.Standing standing, String login, Duration ago) {
        Instant acceptedAt = standing.now().minus(ago);
        return standing.of(login)
                .or(standing::alarm)
                .filter(it -> it.since().isBefore(acceptedAt))
                .isPresent();
    }

    private void claimTry(String login, LoginStore.Refused refused) {
        wasAtOnce = mayTryAtOnce;
        mayTryAtOnce = false;
        belief.refused();
        boolean isMine = store.tryNow(account.id(), login, wasAtOnce);
        if (!isMine) {
            throw new CredentialsRefused(refused.message() + " (at "
                    + refused.since().truncatedTo(ChronoUnit.SECONDS) + "; not tried again before "
                    + refused.nextTry().truncatedTo(ChronoUnit.SECONDS) + ")");
        }
        LOG.info("trying the login of account {} again", account.name());
        belief.lookedUp();
    }

    private CredentialsRefused stopped(CredentialsRefused refused) {
        belief.refused();
        try {
            Uninterrupted.run(() -> store.refuse(account.id(), login(), node, String.valueOf(refused.getMessage())));
        } catch (StoreFailure away) {
            refused.addSuppressed(away);
        }
        return refused;
    }

    /** Does nothing while all is well: then no one waits for the news. */
    private void tellNews() {
        if (owesNews && belief.isAccepted()) {
            owesNews = false;
            try {
                store.accept(account.id(), login(), Duration.ZERO);
            } catch (StoreFailure away) {
                owesNews = true;
                LOG.debug("the accepted login will be recorded later", away);
            }
        }
    }

    private String login() {
        @Nullable String known = login;
        if (known == null) {
            known = key.of(store.salt(account.id()));
            login = known;
        }
        return known;
    }

    private static SourceFailure.Forbidden forbidden(CredentialsRefused refused) {
        return new SourceFailure.Forbidden(
                refused.getMessage() + " (but it accepts the login for other requests)", refused);
    }

    /** The login was refused while the request waited its turn: it asks the breaker again. */
    private static final class SentBack extends RuntimeException {
        SentBack() {
            super("returned to the gate", null, false, false);
        }
    }
}
