package dev.callvault.archive;

import dev.callvault.archive.report.ArchiveSettings;
import dev.callvault.archive.report.RunListener;
import dev.callvault.archive.report.RunReport;
import dev.callvault.call.Account;
import dev.callvault.call.LogId;
import dev.callvault.call.LogState;
import dev.callvault.refine.Lines;
import dev.callvault.refine.Redactor;
import dev.callvault.source.MemoryBudget;
import dev.callvault.store.Ports;
import dev.callvault.store.ProviderLogin;
import dev.callvault.store.memory.MemoryAccount;
import dev.callvault.store.memory.MemoryArchive;
import dev.callvault.verify.VerifyRun;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * An in-memory archive of one or several accounts, each with its provider, and a clock that stands still until it is
 * moved.
 */
public final class SmallArchive {
    public static final Instant NOW = Instant.parse("2026-11-20T20:10:30Z");
    public static final long T = NOW.getEpochSecond();
    public static final Duration HOUR = Duration.ofHours(1);

    private final MemoryArchive archive;
    public final Ports ports;
    public final Account account;
    public final SmallProvider provider = new SmallProvider();
    public Instant now = NOW;
    /** How far this machine's clock is ahead of the database's; empty if that is not known. */
    public Optional<Duration> database = Optional.empty();

    public Redactor redactor = Redactor.CARDS;
    String node = "one";
    /** Wraps the stores that the runs use, for example to make the database unreachable. */
    UnaryOperator<AccountParts.Stores> stores = UnaryOperator.identity();

    public SmallArchive() {
        this(new MemoryArchive(), "default");
    }

    private SmallArchive(MemoryArchive archive, String account) {
        this.archive = archive;
        this.ports = archive.ports();
        this.account = ports.accounts()
                .register(
                        account,
                        new ProviderLogin(URI.create("https://example.com/ws"), account),
                        ZoneId.of("America/New_York"),
                        NOW);
    }

    /** Another account, with a provider of its own, in the same archive. */
    public SmallArchive beside(String other) {
        return new SmallArchive(archive, other);
    }

    public MemoryAccount kept() {
        return archive.of(account.id());
    }

    AccountParts parts() {
        return new AccountParts(
                account,
                provider,
                provider,
                () -> database,
                provider,
                new Lines(account.zone()),
                stores.apply(new AccountParts.Stores(
                        ports.listings(), ports.bodies(), ports.runs(), ports.sessionTimes(), ports.fence())),
                redactor,
                MemoryBudget.unlimited());
    }

    /** Fetches and stores the logs one after another. */
    public ArchiveRun runs() {
        return runs(RunListener.NONE);
    }

    public ArchiveRun runs(RunListener listener) {
        return StepwiseRuns.of(parts(), settings(), listener, () -> now);
    }

    ArchiveSettings settings() {
        return new ArchiveSettings(HOUR, 1, node);
    }

    public VerifyRun verification() {
        return new VerifyRun(
                parts(),
                new VerifyRun.Proofs(ports.proofs(), ports.bodyProofs(), ports.status()),
                settings(),
                () -> now);
    }

    /** A whole pass. */
    public RunReport archive() {
        return runs().run(Duration.ZERO, () -> {});
    }

    public Map<Long, LogState> states() {
        Map<Long, LogState> states = new TreeMap<>();
        kept().calls().values().forEach(it -> states.put(it.summary().logId().value(), it.state()));
        return states;
    }

    public String log(long id) {
        return new String(
                Objects.requireNonNull(kept().bodies().get(new LogId(id))).content(), StandardCharsets.UTF_8);
    }
}
