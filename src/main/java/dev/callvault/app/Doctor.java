package dev.callvault.app;

import dev.callvault.app.account.Provider;
import dev.callvault.app.nodes.Agreement;
import dev.callvault.app.nodes.Difference;
import dev.callvault.app.nodes.Nodes;
import dev.callvault.call.TimeWindow;
import dev.callvault.config.AccountSettings;
import dev.callvault.config.InvalidSettings;
import dev.callvault.config.Settings;
import dev.callvault.report.HumanFormat;
import dev.callvault.source.CallSource;
import dev.callvault.source.ListQuery;
import dev.callvault.source.OutboundProxy;
import dev.callvault.source.SourceFailure;
import dev.callvault.source.Waiter;
import dev.callvault.source.plum.PlumClient;
import dev.callvault.source.plum.PlumSource;
import dev.callvault.store.AccountRefused;
import dev.callvault.store.StoreFailure;
import dev.callvault.store.coordination.Node;
import dev.callvault.store.postgres.PostgresArchive;
import dev.callvault.store.postgres.server.EmbeddedServer;
import dev.callvault.store.postgres.server.LoginFacts;
import dev.callvault.store.postgres.server.ServerFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Checks everything that archiving needs. Each account costs exactly one request. A login that was refused before is tried
 * once nevertheless, and archiving continues if it is accepted now.
 */
public final class Doctor {
    private static final int OLDEST_POSTGRESQL = 15;
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);
    private static final Duration CLOCK_LIMIT = Duration.ofHours(1);
    private static final Duration MAX_WAIT = Duration.ofSeconds(15);
    private static final long LITTLE_DISK = 2L << 30;

    private final Settings settings;
    private final Clock clock;

    public Doctor(Settings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** Runs every check; none of them throws. */
    public List<Check> examine() {
        List<Check> checks = new ArrayList<>();
        checks.add(config());
        try (PlumClient http = client(checks);
                Storage storage = Storage.open(settings)) {
            List<Check> database = database(storage);
            boolean isUsable = database.stream().noneMatch(it -> it.verdict() == Check.Verdict.FAILED);
            Optional<PostgresArchive> archive =
                    isUsable ? Optional.of(new PostgresArchive(storage.database())) : Optional.empty();
            settings.accounts().forEach(it -> checks.addAll(provider(it, archive, http)));
            checks.addAll(database);
            archive.ifPresent(it -> checks.add(nodes(it)));
        } catch (StoreFailure failure) {
            settings.accounts().forEach(it -> checks.addAll(alone(it)));
            checks.add(failed(failure));
        }
        checks.add(disk());
        return checks;
    }

    /** One that trusts what Java trusts, when the configured authorities cannot be read. */
    private PlumClient client(List<Check> checks) {
        try {
            return Provider.client(settings);
        } catch (InvalidSettings unreadable) {
            unreadable.mistakes().forEach(it -> checks.add(Check.failed("config", it)));
            return new PlumClient(new OutboundProxy(Map.of()), Optional.empty());
        }
    }

    private static Check failed(StoreFailure failure) {
        return Check.failed("database", failure.getMessage() + " — " + failure.hint());
    }

    private Check config() {
        return settings.accounts().isEmpty()
                ? Check.warning(
                        "config", "no account is set: CALLVAULT_ACCOUNT_URL, _USERNAME and _PASSWORD, or a file")
                : Check.ok("config", HumanFormat.count(settings.accounts().size(), "account"));
    }

    /** Where there is an archive, the request respects the account's request budget and its circuit breaker for logins. */
    private List<Check> provider(AccountSettings account, Optional<PostgresArchive> archive, PlumClient http) {
        if (archive.isEmpty()) {
            return alone(account);
        }
        Provider.Means little = new Provider.Means(Doctor::waitALittle, Doctor::waitALittle, http);
        try (Provider provider = Provider.of(account, settings, clock, little, archive.get())) {
            return List.of(
                    login(account, provider.once()),
                    clockCheck(account, provider.plum().skew()));
        } catch (StoreFailure failure) {
            return List.of(failed(failure));
        } catch (AccountRefused refused) {
            return List.of(Check.failed("account " + account.name(), refused.reason() + " — " + refused.hint()));
        }
    }

    private List<Check> alone(AccountSettings account) {
        try (PlumSource plum = Provider.alone(account, settings, clock)) {
            return List.of(login(account, plum), clockCheck(account, plum.skew()));
        }
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

    private static List<Check> database(Storage storage) {
        try {
            ServerFacts facts = storage.database().facts();
            List<Check> checks = new ArrayList<>();
            checks.add(version(facts, storage.isEmbedded()));
            storage.database().migrate();
            checks.add(Check.ok("schema", "up to date"));
            checks.addAll(privileges(storage.database().login()));
            checks.add(otherArchivers(storage.database().otherArchivers()));
            return checks;
        } catch (StoreFailure failure) {
            return List.of(failed(failure));
        }
    }

    private static Check version(ServerFacts facts, boolean isEmbedded) {
        String detail = "PostgreSQL " + facts.version() + (isEmbedded ? ", embedded" : "") + ", "
                + (facts.sizeBytes() >> 20) + " MiB, logs compressed with " + (facts.hasLz4() ? "lz4" : "pglz");
        return facts.majorVersion() >= OLDEST_POSTGRESQL
                ? Check.ok("database", detail)
                : Check.failed("database", detail + ": PostgreSQL " + OLDEST_POSTGRESQL + " or newer is needed");
    }

    private static List<Check> privileges(LoginFacts login) {
        return List.of(archiver(login), readers(login));
    }

    private static Check archiver(LoginFacts login) {
        if (!login.mayArchive()) {
            return Check.failed(
                    "privileges",
                    login.username() + " cannot write data: GRANT callvault_archiver TO it, or run 'callvault migrate'"
                            + " with database.owner-username");
        }
        return Check.ok(
                "privileges",
                login.mayChangeSchema()
                        ? login.username()
                                + " can write data and change the schema; set database.owner-username to separate"
                                + " the two"
                        : login.username() + " can write data but not change the schema");
    }

    private static Check otherArchivers(String logins) {
        return logins.isEmpty()
                ? Check.ok("other logins", "no other login can write to this archive")
                : Check.warning(
                        "other logins",
                        logins + " can read and write this archive too. If another archive of this PostgreSQL cluster"
                                + " uses them, separate the two: REVOKE CONNECT ON DATABASE … FROM PUBLIC, then GRANT"
                                + " CONNECT to the logins of each archive");
    }

    private static Check readers(LoginFacts login) {
        return login.areReadersApart()
                ? Check.ok("readers", "callvault_reader can read the reports and nothing else")
                : Check.warning(
                        "readers",
                        "there is no role callvault_reader that can read only the reports: as a superuser,"
                                + " CREATE ROLE callvault_reader LOGIN, then run 'callvault migrate'");
    }

    private Check nodes(PostgresArchive archive) {
        Agreement live = Agreement.of(archive.nodes().live());
        List<Difference> differences = live.with(
                        Nodes.node(settings, Node.Kind.ARCHIVE).named("this configuration"))
                .differences();
        if (!differences.isEmpty()) {
            return Check.warning(
                    "nodes", differences.stream().map(Difference::toString).collect(Collectors.joining(" ")));
        }
        return Check.ok(
                "nodes",
                live.nodes().isEmpty()
                        ? "no live nodes"
                        : "same settings as this configuration: " + String.join(", ", live.names()));
    }

    private Check disk() {
        if (settings.database().isPresent()) {
            return Check.ok("disk", "not checked: the disk belongs to the database server");
        }
        Path directory = settings.dataDir().toAbsolutePath();
        Optional<String> unwritable = EmbeddedServer.unwritable(directory);
        if (unwritable.isPresent()) {
            return Check.failed("disk", unwritable.get());
        }
        try {
            long free = Files.getFileStore(EmbeddedServer.existing(directory)).getUsableSpace();
            String detail = (free >> 30) + " GiB free for " + directory;
            return free < LITTLE_DISK ? Check.failed("disk", detail + ": free some space") : Check.ok("disk", detail);
        } catch (IOException failure) {
            return Check.failed("disk", "cannot read the free space of " + directory + ": " + failure.getMessage());
        }
    }
}
