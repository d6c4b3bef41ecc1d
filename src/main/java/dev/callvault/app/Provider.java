package dev.callvault.app;

import dev.callvault.config.AccountSettings;
import dev.callvault.config.Settings;
import dev.callvault.source.CallSource;
import dev.callvault.source.CountingSource;
import dev.callvault.source.LocalBudget;
import dev.callvault.source.PacedSource;
import dev.callvault.source.RequestCount;
import dev.callvault.source.RetryPolicy;
import dev.callvault.source.RetryingSource;
import dev.callvault.source.Waiter;
import dev.callvault.source.plum.PlumSettings;
import dev.callvault.source.plum.PlumSource;
import dev.callvault.source.plum.XmlFallbackSource;
import dev.callvault.wire.WireFormat;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Random;

/**
 * One account's provider. Every request is counted, then paced by the account's budget, then retried; a log that stays
 * unreadable in JSON is asked for once in XML.
 *
 * @param plum asks once
 * @param requests counts every request that is sent
 * @param source what the archive uses
 */
record Provider(PlumSource plum, RequestCount requests, CallSource source) implements AutoCloseable {
    private static final String USER_AGENT = "Callvault";

    static Provider of(AccountSettings account, Settings settings, Clock clock, Waiter waiter) {
        PlumSource plum = new PlumSource(plumSettings(account, settings), clock);
        // Pacing measures elapsed time: it goes by the machine's clock even where the archive's is moved by hand.
        LocalBudget budget = new LocalBudget(
                settings.requests().perSecond(),
                settings.requests().concurrency(),
                InstantSource.system(),
                Waiter.SLEEPING);
        CountingSource counted = new CountingSource(plum);
        CountingSource countedXml = new CountingSource(plum.in(WireFormat.XML));
        CallSource retried =
                new RetryingSource(new PacedSource(counted, budget), RetryPolicy.DEFAULT, waiter, new Random());
        return new Provider(
                plum,
                service -> counted.requests(service) + countedXml.requests(service),
                account.format() == WireFormat.XML
                        ? retried
                        : new XmlFallbackSource(retried, new PacedSource(countedXml, budget)));
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
    }
}
