package dev.callvault.app;

import dev.callvault.config.AccountSettings;
import dev.callvault.config.Settings;
import dev.callvault.source.CallSource;
import dev.callvault.source.CountingSource;
import dev.callvault.source.LocalBudget;
import dev.callvault.source.PacedSource;
import dev.callvault.source.RetryingSource;
import dev.callvault.source.Waiter;
import dev.callvault.source.plum.PlumSettings;
import dev.callvault.source.plum.PlumSource;
import java.time.Clock;
import java.util.random.RandomGenerator;

/**
 * One account's provider, decorated from the inside out: counted, paced, retried.
 *
 * @param plum asks once
 * @param counted counts every request that is sent
 * @param source what the archive uses
 */
record Provider(PlumSource plum, CountingSource counted, CallSource source) implements AutoCloseable {
    static Provider of(AccountSettings account, Settings settings, Clock clock) {
        PlumSource plum = new PlumSource(
                new PlumSettings(
                        account.url(),
                        account.username(),
                        account.password().reveal(),
                        account.format(),
                        settings.requestTimeout(),
                        settings.maxAnswerBytes()),
                clock);
        CountingSource counted = new CountingSource(plum);
        CallSource paced = new PacedSource(
                counted,
                new LocalBudget(settings.requestsPerSecond(), settings.concurrency(), System::nanoTime, Waiter.real()));
        return new Provider(plum, counted, new RetryingSource(paced, Waiter.real(), RandomGenerator.getDefault()));
    }

    @Override
    public void close() {
        plum.close();
    }
}
