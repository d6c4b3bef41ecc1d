package dev.callvault.app;

import dev.callvault.app.account.Provider;
import dev.callvault.call.Account;
import dev.callvault.call.TimeWindow;
import dev.callvault.config.AccountSettings;
import dev.callvault.config.Settings;
import dev.callvault.report.HumanFormat;
import dev.callvault.source.CallSource;
import dev.callvault.source.ListQuery;
import dev.callvault.source.SourceFailure;
import dev.callvault.source.Waiter;
import dev.callvault.source.plum.PlumClient;
import dev.callvault.store.AccountRefused;
import dev.callvault.store.StoreFailure;
import dev.callvault.store.forget.Decision;
import dev.callvault.store.postgres.PostgresArchive;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The checks of an account's provider, by one request at most. An account that the archive knows is asked for as by a run: within
 * the request budget that all nodes share, and whether the login was accepted is recorded. One that it does not know stays
 * unknown.
 */
final class ProviderChecks {
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);
    private static final Duration CLOCK_LIMIT = Duration.ofHours(1);
    private static final Duration MAX_WAIT = Duration.ofSeconds(15);

    private final Settings settings;
    private final Clock clock;
    private final PlumClient http;
    private final Optional<PostgresArchive> archive;

    /** @param archive empty while there is none that can be used */
    ProviderChecks(Settings settings, Clock clock, PlumClient http, Optional<PostgresArchive> archive) {
        this.settings = settings;
        this.clock = clock;
        this.http = http;
        this.archive = archive;
    }

    List<Check> of(AccountSettings account) {
        Optional<Decision> closed = closed(account);
        if (closed.isPresent()) {
            return List.of(Check.ok(
                    "credentials " + account.name(),
                    "not checked: " + AccountBook.closed(account.name(), closed.get())));
        }
        try (Provider provider = provider(account)) {
            return List.of(
                    login(account, provider.once()),
                    clockCheck(account, provider.plum().skew()));
        } catch (StoreFailure failure) {
            return unasked(account, "not checked: " + failure.getMessage() + " — " + failure.hint());
        } catch (AccountRefused refused) {
            return unasked(account, refused.reason() + " — " + refused.hint());
        }
    }

    /** If that cannot be read, the checks that follow say why. */
    private Optional<Decision> closed(AccountSettings account) {
        try {
            return archive.flatMap(it -> it.ends().closed(account.name()));
        } catch (StoreFailure away) {
            return Optional.empty();
        }
    }

    private Provider provider(AccountSettings account) {
        Provider.Means little = new Provider.Means(ProviderChecks::waitALittle, ProviderChecks::waitALittle, http);
        Optional<Account> known =
                archive.flatMap(it -> it.accounts().known(account.name(), Provider.customer(account)));
        return known.isPresent()
                ? Provider.of(known.get(), account, settings, clock, little, archive.orElseThrow())
                : Provider.unknown(account, settings, clock, little);
    }

    private static List<Check> unasked(AccountSettings account, String why) {
        return List.of(
                Check.failed("credentials " + account.name(), why),
                Check.warning("clock " + account.name(), "not checked: the provider was not asked"));
    }

    private static void waitALittle(Duration pause) throws InterruptedException {
        if (pause.compareTo(MAX_WAIT) > 0) {
            throw new SourceFailure.Throttled(
                    "the provider asked for a pause, which lasts another " + pause.toSeconds() + " s", pause);
        }
        Waiter.SLEEPING.await(pause);
    }

    private Check login(AccountSettings account, CallSource provider) {
        Instant now = clock.instant();
        TimeWindow lastHour = TimeWindow.between(now.minus(Duration.ofHours(1)), now);
        String name = "credentials " + account.name();
        try {
            long calls = provider.listCalls(ListQuery.total(lastHour)).total();
            return Check.ok(
                    name,
                    account.url().getHost() + " accepts the login; " + HumanFormat.count(calls, "call")
                            + " in the last hour");
        } catch (SourceFailure.CredentialsRefused refused) {
            return Check.refused(name, refused.getMessage() + " — " + refused.hint());
        } catch (SourceFailure failure) {
            return Check.failed(name, failure.getMessage() + " — " + failure.hint());
        }
    }

    private static Check clockCheck(AccountSettings account, Optional<Duration> skew) {
        String name = "clock " + account.name();
        if (skew.isEmpty()) {
            return Check.warning(name, "not checked: the provider's responses do not include its time");
        }
        Duration off = skew.get().abs();
        String detail = off.toSeconds() + " s " + (skew.get().isNegative() ? "behind" : "ahead of") + " the provider";
        if (off.compareTo(CLOCK_LIMIT) > 0) {
            return Check.failed(name, detail + ": set this machine's clock (NTP); nothing is archived until then");
        }
        return off.compareTo(CLOCK_TOLERANCE) > 0
                ? Check.warning(name, detail + ": set this machine's clock (NTP)")
                : Check.ok(name, detail);
    }
}
