package dev.callvault.app.account;

import dev.callvault.archive.guard.LoginCircuitBreaker;
import dev.callvault.archive.guard.LoginFingerprint;
import dev.callvault.call.Account;
import dev.callvault.call.AccountId;
import dev.callvault.config.AccountSettings;
import dev.callvault.config.InvalidSettings;
import dev.callvault.config.RequestSettings;
import dev.callvault.config.Settings;
import dev.callvault.source.BudgetLedger;
import dev.callvault.source.CallSource;
import dev.callvault.source.CountingSource;
import dev.callvault.source.LocalBudgetLedger;
import dev.callvault.source.OutboundProxy;
import dev.callvault.source.PacedSource;
import dev.callvault.source.RequestCount;
import dev.callvault.source.RetryPolicy;
import dev.callvault.source.RetryingSource;
import dev.callvault.source.SharedBudget;
import dev.callvault.source.Waiter;
import dev.callvault.source.plum.OtherFormatSource;
import dev.callvault.source.plum.PlumClient;
import dev.callvault.source.plum.PlumSettings;
import dev.callvault.source.plum.PlumSource;
import dev.callvault.store.ProviderLogin;
import dev.callvault.store.postgres.PostgresArchive;
import dev.callvault.wire.WireFormat;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * One account's provider. Every request passes the circuit breaker for logins, is paced by the request budget that all nodes share, is
 * counted, and is repeated where that may help. A log that is missing in one format is requested once in the other.
 *
 * @param plum makes each request once, without regard to the budget
 * @param requests counts every request that is sent
 * @param once makes each request once
 * @param source the source that the archive uses
 */
public record Provider(PlumSource plum, RequestCount requests, CallSource once, CallSource source, Renewal renewal)
        implements AutoCloseable {
    private static final String USER_AGENT = "Callvault";

    /**
     * Shared by all accounts.
     *
     * @param retries how to wait before repeating a failed request
     * @param pace how to wait until the budget allows a request
     * @param http the HTTP client, which outlives the providers
     */
    public record Means(Waiter retries, Waiter pace, PlumClient http) {}

    public static Provider of(
            AccountSettings account, Settings settings, Clock clock, Means means, PostgresArchive archive) {
        Account registered =
                archive.accounts().register(account.name(), customer(account), account.zone(), clock.instant());
        archive.numbers().readAs(registered.id(), account.region());
        return of(registered, account, settings, clock, means, archive);
    }

    /** For an account that the archive has; it is left as it is. */
    public static Provider of(
            Account known,
            AccountSettings account,
            Settings settings,
            Clock clock,
            Means means,
            PostgresArchive archive) {
        SharedBudget budget = budget(known.id(), settings, means.pace(), archive);
        LoginFingerprint login = new LoginFingerprint(account.url(), account.username(), account.password()::reveal);
        PlumSettings plumSettings = plumSettings(account, login::password, settings);
        PlumSource plum = new PlumSource(plumSettings, clock, means.http(), budget::limited);
        CountingSource counted = new CountingSource(plum);
        WireFormat otherFormat = account.format() == WireFormat.XML ? WireFormat.JSON : WireFormat.XML;
        CountingSource countedOther = new CountingSource(plum.in(otherFormat));
        LoginCircuitBreaker breaker = breaker(login, settings, archive, known, clock);
        CallSource once = breaker.guarded(new PacedSource(breaker.watched(counted), budget));
        CallSource other = breaker.guarded(new PacedSource(breaker.watched(countedOther), budget));
        CallSource retried = new RetryingSource(once, RetryPolicy.DEFAULT, means.retries(), new Random());
        return new Provider(
                plum,
                service -> counted.requests(service) + countedOther.requests(service),
                once,
                new OtherFormatSource(retried, other),
                new Renewal(budget));
    }

    /**
     * The HTTP client for all accounts.
     *
     * @throws InvalidSettings when the file of trusted certificates cannot be read, or the outbound proxy cannot be used
     */
    public static PlumClient client(Settings settings) {
        OutboundProxy proxy = proxy();
        try {
            return new PlumClient(proxy, settings.requests().authorities());
        } catch (IllegalArgumentException unreadable) {
            throw new InvalidSettings(List.of("ca-file: " + unreadable.getMessage()));
        }
    }

    private static OutboundProxy proxy() {
        try {
            return new OutboundProxy(System.getenv());
        } catch (IllegalArgumentException unusable) {
            throw new InvalidSettings(List.of(String.valueOf(unusable.getMessage())));
        }
    }

    /** Whose records the account is configured to archive. */
    public static ProviderLogin customer(AccountSettings account) {
        return new ProviderLogin(account.url(), account.username());
    }

    /** A person may have started this process after correcting the password or unlocking the account, so it tries at once. */
    private static LoginCircuitBreaker breaker(
            LoginFingerprint login, Settings settings, PostgresArchive archive, Account known, Clock clock) {
        return new LoginCircuitBreaker(archive.logins(), known, login, settings.nodeName(), clock, true);
    }

    /** Pacing measures elapsed time, so it uses the machine's clock even where a test moves the archive's by hand. */
    private static SharedBudget budget(AccountId account, Settings settings, Waiter waiter, PostgresArchive archive) {
        RequestSettings requests = settings.requests();
        String holder = settings.nodeName() + "-" + UUID.randomUUID();
        return new SharedBudget(
                requests.perSecond(),
                requests.concurrency(),
                archive.budget(account, holder, requests.concurrency()),
                new ElapsedTime(),
                waiter);
    }

    /** For checking an account that is not in the archive, whose budget nobody shares; it does not add the account. */
    public static Provider unknown(AccountSettings account, Settings settings, Clock clock, Means means) {
        RequestSettings requests = settings.requests();
        BudgetLedger own = new LocalBudgetLedger(requests.concurrency(), InstantSource.system());
        SharedBudget budget =
                new SharedBudget(requests.perSecond(), requests.concurrency(), own, new ElapsedTime(), means.pace());
        PlumSource plum = new PlumSource(plumSettings(account, settings), clock, means.http(), budget::limited);
        CountingSource counted = new CountingSource(plum);
        CallSource once = new PacedSource(counted, budget);
        CallSource retried = new RetryingSource(once, RetryPolicy.DEFAULT, means.retries(), new Random());
        return new Provider(plum, counted, once, retried, new Renewal(budget));
    }

    private static PlumSettings plumSettings(AccountSettings account, Settings settings) {
        return plumSettings(account, account.password()::reveal, settings);
    }

    private static PlumSettings plumSettings(AccountSettings account, Supplier<String> password, Settings settings) {
        return new PlumSettings(
                account.url(),
                account.username(),
                password,
                account.format(),
                settings.requests().timeout(),
                settings.requests().maxAnswerBytes(),
                USER_AGENT,
                settings.requests().allowInsecure());
    }

    @Override
    public void close() {
        plum.close();
        renewal.close();
    }
}
