package dev.callvault.archive;

import dev.callvault.call.Account;
import dev.callvault.source.AroundSource;
import dev.callvault.source.CallService;
import dev.callvault.source.CallSource;
import dev.callvault.source.SourceFailure;
import dev.callvault.store.LoginStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets no request out while the provider refuses the account's login, on whatever node that was found out, except for one
 * try now and then: a login that is tried again and again gets locked. Safe for use by many threads.
 */
public final class LoginGate extends AroundSource {
    private static final Logger LOG = LoggerFactory.getLogger(LoginGate.class);
    private static final Duration BELIEVED_FOR = Duration.ofSeconds(10);

    private final LoginStore store;
    private final Account account;
    private final InstantSource clock;
    /** Held while the login is tried: the others wait for what comes of it. */
    private final ReentrantLock trial = new ReentrantLock();

    private volatile Instant openUntil = Instant.MIN;
    private volatile boolean mayTryAtOnce;

    /** @param isExplicit whether a person began this, so that one try is made whenever the last one was */
    public LoginGate(CallSource inner, LoginStore store, Account account, InstantSource clock, boolean isExplicit) {
        super(inner);
        this.store = store;
        this.account = account;
        this.clock = clock;
        this.mayTryAtOnce = isExplicit;
    }

    @Override
    protected <T> T around(CallService service, Supplier<T> request) {
        return isOpen() ? watched(request) : onTrial(request);
    }

    private boolean isOpen() {
        return clock.instant().isBefore(openUntil);
    }

    private <T> T onTrial(Supplier<T> request) {
        enterTrial();
        try {
            if (isOpen()) {
                return watched(request);
            }
            Optional<LoginStore.Refused> refused = store.refused(account.id());
            if (refused.isPresent()) {
                claimTry(refused.get());
                return watched(request);
            }
            openUntil = clock.instant().plus(BELIEVED_FOR);
        } finally {
            trial.unlock();
        }
        return watched(request);
    }

    private void enterTrial() {
        try {
            trial.lockInterruptibly();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new SourceFailure.Interrupted();
        }
    }

    private void claimTry(LoginStore.Refused refused) {
        boolean isMine = store.tryNow(account.id(), clock.instant(), mayTryAtOnce);
        mayTryAtOnce = false;
        if (!isMine) {
            throw new SourceFailure.CredentialsRefused(refused.message() + " (at "
                    + refused.since().truncatedTo(ChronoUnit.SECONDS) + "; not asked again before "
                    + refused.nextTry().truncatedTo(ChronoUnit.SECONDS) + ")");
        }
        LOG.info("trying the login of account {} again", account.name());
    }

    private <T> T watched(Supplier<T> request) {
        try {
            T answer = request.get();
            accepted();
            return answer;
        } catch (SourceFailure.NotThere | SourceFailure.Unreadable | SourceFailure.TooLarge answered) {
            accepted();
            throw answered;
        } catch (SourceFailure.CredentialsRefused refused) {
            openUntil = Instant.MIN;
            store.refuse(account.id(), String.valueOf(refused.getMessage()), clock.instant());
            throw refused;
        }
    }

    /** Costs nothing while all is well: only an answer that comes through a closed gate is news. */
    private void accepted() {
        if (openUntil.equals(Instant.MIN)) {
            store.accept(account.id());
            openUntil = clock.instant().plus(BELIEVED_FOR);
        }
    }
}
