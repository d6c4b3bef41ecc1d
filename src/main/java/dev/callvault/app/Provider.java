package dev.callvault.app;

import dev.callvault.archive.LoginGate;
import dev.callvault.call.Account;
import dev.callvault.call.AccountId;
import dev.callvault.config.AccountSettings;
import dev.callvault.config.RequestSettings;
import dev.callvault.config.Settings;
import dev.callvault.source.BudgetLedger;
import dev.callvault.source.CallSource;
import dev.callvault.source.CountingSource;
import dev.callvault.source.OwnLedger;
import dev.callvault.source.PacedSource;
import dev.callvault.source.RequestCount;
import dev.callvault.source.RetryPolicy;
import dev.callvault.source.RetryingSource;
import dev.callvault.source.SharedBudget;
import dev.callvault.source.Waiter;
import dev.callvault.source.plum.PlumClient;
import dev.callvault.source.plum.PlumSettings;
import dev.callvault.source.plum.PlumSource;
import dev.callvault.source.plum.XmlFallbackSource;
import dev.callvault.store.postgres.PostgresArchive;
import dev.callvault.wire.WireFormat;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Random;
import java.util.UUID;

/**
 * One account's provider. Every request passes the gate of the login, is paced by the budget that the account has on all
 * nodes together, counted, and made again where that may help; a log that stays unreadable in JSON is asked for once in XML.
 *
 * @param plum asks once, whatever the budget
 * @param requests counts every request that is sent
 * @param once asks once
 * @param source what the archive uses
 */
record Provider(PlumSource plum, RequestCount requests, CallSource once, CallSource source, Renewal renewal)
        implements AutoCloseable {
    private static final String USER_AGENT = "Callvault";

    /**
     * What all accounts share.
     *
     * @param retries how to wait before a failed request is made again
     * @param pace how to wait until the budget allows a request
     * @param http outlives the providers
     */
    record Means(Waiter retries, Waiter pace, PlumClient http) {}

    static Provider of(AccountSettings account, Settings settings, Clock clock, Means means, PostgresArchive archive) {
        Account known = archive.accounts().register(account.name(), account.url(), account.zone(), clock.instant());
        SharedBudget budget = budget(known.id(), settings, means.pace(), archive);
        PlumSource plum = new PlumSource(plumSettings(account, settings), clock, means.http(), budget::told);
        CountingSource counted = new CountingSource(plum);
        CountingSource countedXml = new CountingSource(plum.in(WireFormat.XML));
        // Whatever began this process was a person's doing, who may have corrected the password.
        CallSource once = new LoginGate(new PacedSource(counted, budget), archive.logins(), known, clock, true);
        CallSource retried = new RetryingSource(once, RetryPolicy.DEFAULT, means.retries(), new Random());
        CallSource xml = new LoginGate(new PacedSource(countedXml, budget), archive.logins(), known, clock, false);
        return new Provider(
                plum,
                service -> counted.requests(service) + countedXml.requests(service),
                once,
                account.format() == WireFormat.XML ? retried : new XmlFallbackSource(retried, xml),
                new Renewal(budget));
    }

    /** Pacing measures elapsed time: it goes by the machine's clock even where the archive's is moved by hand. */
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

    /** The account alone, for a look at it while the archive cannot be used. */
    static PlumSource alone(AccountSettings account, Settings settings, Clock clock) {
        return new PlumSource(plumSettings(account, settings), clock);
    }

    /** For a look at an account that no archive knows, and whose budget so nobody shares; it makes no account of it. */
    static Provider unknown(AccountSettings account, Settings settings, Clock clock, Means means) {
        RequestSettings requests = settings.requests();
        BudgetLedger own = new OwnLedger(requests.concurrency(), InstantSource.system());
        SharedBudget budget =
                new SharedBudget(requests.perSecond(), requests.concurrency(), own, new ElapsedTime(), means.pace());
        PlumSource plum = new PlumSource(plumSettings(account, settings), clock, means.http(), budget::told);
        CountingSource counted = new CountingSource(plum);
        CallSource once = new PacedSource(counted, budget);
        CallSource retried = new RetryingSource(once, RetryPolicy.DEFAULT, means.retries(), new Random());
        return new Provider(plum, counted, once, retried, new Renewal(budget));
    }

    private static PlumSettings plumSettings(AccountSettings account, Settings settings) {
        return new PlumSettings(
                account.url(),
                account.username(),
                account.password().reveal(),
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
