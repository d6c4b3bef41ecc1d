package dev.callvault.archive.guard;

import dev.callvault.call.Account;
import dev.callvault.call.Page;
import dev.callvault.call.TimeWindow;
import dev.callvault.source.AroundSource;
import dev.callvault.source.CallService;
import dev.callvault.source.CallSource;
import dev.callvault.source.ListQuery;
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
 * Lets no request out while the provider refuses this process's login, on whatever node that was found out, except for one
 * try now and then: a login that is tried again and again gets the account locked. Until the login was accepted, requests go
 * one at a time, so that a wrong one costs a single request however many would like to be made. All sources of an account in
 * this process pass the same gate. Safe for use by many threads.
 *
 * <p>What refuses one request may mean that request alone: a log, or a list that the account may not see. Another list then
 * tells. Only an answer that says success proves a login: a page in place of an answer comes to anybody, and a provider may
 * say that something is not there before it looks at who asks.
 */
public final class LoginGate {
    private static final Logger LOG = LoggerFactory.getLogger(LoginGate.class);
    private static final Duration NARROW = Duration.ofHours(1);

    private final LoginStore store;
    private final Account account;
    private final Key key;
    private final String node;
    private final InstantSource clock;
    private final LoginBelief belief;
    /** Held while the login is tried: the others wait for what comes of it. */
    private final ReentrantLock trial = new ReentrantLock();

    private volatile @Nullable String login;
    private volatile boolean mayTryAtOnce;
    /** Whether this process has claimed a try of a refused login, and did so out of turn. Both are of the trial's holder. */
    private boolean isTry;

    private boolean wasAtOnce;
    /** Whether somebody was refused, and should hear of the next answer that is accepted. */
    private volatile boolean owesNews;

    /**
     * A gate that nothing has passed yet.
     *
     * @param node this process, as others are told of it
     * @param isExplicit whether a person began this, so that one try is made whenever the last one was
     */
    public LoginGate(LoginStore store, Account account, Key key, String node, InstantSource clock, boolean isExplicit) {
        this.store = store;
        this.account = account;
        this.key = key;
        this.node = node;
        this.clock = clock;
        this.belief = new LoginBelief(clock);
        this.mayTryAtOnce = isExplicit;
    }

    /** Tells a login from others. */
    public interface Key {
        /** A fingerprint from which nothing can be read. */
        String of(byte[] salt);
    }

    /** A source whose requests ask to be let out; they may wait their turn behind this, and are then sent by {@link #watched}. */
    public CallSource guarded(CallSource waiting) {
        return new Guarded(waiting);
    }

    /** The sources that really ask: what they answer tells whether the login is good. */
    public CallSource watched(CallSource asking) {
        return new Watched(asking);
    }

    private final class Guarded extends AroundSource {
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
                    LOG.debug("a request was sent back to the gate: another one was refused meanwhile");
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

        /** A list tells, where a log that is not there would not; the list of calls tells by itself. */
        private void tryWithList(CallService service) {
            if (service != CallService.LOGS) {
                try {
                    var unused = tried(() -> asked(CallService.LOGS, () -> narrow(CallService.LOGS)));
                } catch (SourceFailure.Forbidden ofCallsAlone) {
                    LOG.debug("the login is good, but not for the list of calls", ofCallsAlone);
                }
            }
        }

        /** Gives the try back if nothing came of it. */
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

        /** Whether it is the login that is refused, or the request. */
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

        /** The first refusal of a list is believed: whether the login is good for another one would cost a second. */
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

        /** The cheapest question that proves a login. */
        private Page<?> narrow(CallService service) {
            Instant now = clock.instant();
            ListQuery query = ListQuery.total(TimeWindow.between(now.minus(NARROW), now));
            return service == CallService.LOGS ? waiting.listCalls(query) : waiting.listSessions(query);
        }
    }

    private final class Watched extends AroundSource {
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
     * What all nodes know of the account's logins.
     *
     * @return whether the login was refused, and this process has claimed a try of it
     * @throws CredentialsRefused when it was refused, and it is not this process's turn to try it
     */
    private boolean lookUp() {
        LoginStore.Standing standing = store.standing(account.id());
        if (standing.isQuiet()) {
            owesNews = false;
            belief.lookedUp();
            return false;
        }
        String login = login();
        @Nullable Duration ago = belief.acceptedAgo();
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
            throw new CredentialsRefused("other logins of account " + account.name()
                    + " were refused so often in the last 15 minutes that this one waits, lest the provider lock it");
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
                    + refused.since().truncatedTo(ChronoUnit.SECONDS) + "; not asked again before "
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

    /** Costs nothing while all is well: nobody waits to hear of it. */
    private void tellNews() {
        if (owesNews && belief.isAccepted()) {
            owesNews = false;
            try {
                store.accept(account.id(), login(), Duration.ZERO);
            } catch (StoreFailure away) {
                owesNews = true;
                LOG.debug("that the login is accepted is written down later", away);
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

    /** The request had waited its turn, and meanwhile the login was refused: it goes back to the gate. */
    private static final class SentBack extends RuntimeException {
        SentBack() {
            super("sent back to the gate", null, false, false);
        }
    }
}
