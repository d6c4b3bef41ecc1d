package dev.callvault.metrics;

import dev.callvault.archive.report.RunListener;
import dev.callvault.call.Account;
import dev.callvault.call.LogStream;
import dev.callvault.store.bodies.BodyOutcome;
import dev.callvault.store.listing.Written;
import dev.callvault.store.status.AccountHealth;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts what this process's runs do, and adds gauges read from the archive. Safe for many threads.
 *
 * <p>The arithmetic of health, for each account: {@code callvault_calls} summed over its states is what was listed, and
 * {@code listed = pending + archived + unavailable + quarantined + lost}.
 */
public final class Metrics implements RunListener {
    /** The media type of the response. */
    public static final String MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    /** The library's names break Prometheus's rules: a unit other than seconds, and _count on a gauge. */
    private static final List<String> MISNAMED = List.of("process.cpu.time", "system.cpu.count");

    private final PrometheusMeterRegistry registry = registry();
    private final ArchiveGauges gauges = new ArchiveGauges(registry);
    private volatile boolean isReady;
    private volatile boolean isReadable;
    private volatile int nodes;
    private volatile int differences;
    private volatile int unarchived;
    private volatile double databaseBytes = Double.NaN;

    /** @param listInterval how often each stream is listed; alerts compare with it */
    public Metrics(Duration listInterval) {
        gauge("ready", "1 while every stream has succeeded recently", () -> isReady ? 1 : 0);
        gauge("database.up", "1 while the archive can be read", () -> isReadable ? 1 : 0);
        gauge("database.size.bytes", "Size of the database on disk; NaN until it is known", () -> databaseBytes);
        gauge("list.interval.seconds", "How often every stream is listed", listInterval::toSeconds);
        gauge("nodes", "Live nodes sharing the archive", () -> nodes);
        gauge("settings.differ", "Settings that differ between live nodes", () -> differences);
        gauge("accounts.not.archived", "Accounts that no live node is configured with", () -> unarchived);
        Gauge.builder("callvault.build.info", () -> 1)
                .description("1, labelled with the version of the program and of the Java that runs it")
                .tag("version", Build.version())
                .tag("java", Build.java())
                .register(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    /**
     * Adds gauges of the backups that this process writes.
     *
     * @param interval how often; alerts compare with it
     * @param newest when the newest was begun, in epoch seconds; 0 for none
     */
    public void watchBackups(Duration interval, Supplier<Number> newest) {
        gauge("backup.interval.seconds", "How often a backup is written", interval::toSeconds);
        gauge("last.backup.timestamp.seconds", "When the newest backup was begun; 0 without one", newest);
    }

    /** The filters come first: the library warns of one that comes after a meter, as it would not concern that meter. */
    private static PrometheusMeterRegistry registry() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        MISNAMED.forEach(it -> registry.config().meterFilter(MeterFilter.denyNameStartsWith(it)));
        return registry;
    }

    private void gauge(String name, String what, Supplier<Number> value) {
        Gauge.builder("callvault." + name, value).description(what).register(registry);
    }

    @Override
    public void listed(Account account, LogStream stream, int rows, Written written) {
        String[] tags = {"account", account.name(), "stream", stream.label()};
        count("listed.records", "Rows that the provider listed", rows, tags);
        count("inserted.records", "Listed rows that were new", written.inserted(), tags);
        count("updated.records", "Listed rows that had changed", written.updated(), tags);
    }

    @Override
    public void settled(Account account, List<BodyOutcome> outcomes) {
        for (BodyOutcome outcome : outcomes) {
            String name = outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT);
            count(
                    "settled.logs",
                    "Logs that were requested, by outcome",
                    1,
                    "account",
                    account.name(),
                    "outcome",
                    name);
            count(
                    "fetched.log.bytes",
                    "Size of the logs that were fetched",
                    outcome.bytes(),
                    "account",
                    account.name());
        }
    }

    @Override
    public void totalDiffered(Account account, LogStream stream) {
        count(
                "total.mismatches",
                "Audits that found a total other than the ledger's",
                1,
                "account",
                account.name(),
                "stream",
                stream.label());
    }

    @Override
    public void ended(Account account, String stream, boolean succeeded, long requests) {
        String outcome = succeeded ? "succeeded" : "failed";
        count("runs", "Runs of this process", 1, "account", account.name(), "stream", stream, "outcome", outcome);
        count(
                "requests",
                "Requests that the runs of this process made",
                requests,
                "account",
                account.name(),
                "stream",
                stream);
    }

    private void count(String name, String what, long amount, String... tags) {
        Counter.builder("callvault." + name)
                .description(what)
                .tags(tags)
                .register(registry)
                .increment((double) amount);
    }

    /** Sets the number of live nodes and of settings in which they differ. */
    public void showNodes(int live, int settings) {
        nodes = live;
        differences = settings;
    }

    /**
     * Sets the gauges read from the archive.
     *
     * @param archived names of the accounts that some node archives; the others must not raise alarms
     */
    public void show(List<AccountHealth> accounts, Set<String> archived, boolean ready) {
        isReady = ready;
        isReadable = true;
        List<AccountHealth> shown =
                accounts.stream().filter(it -> archived.contains(it.account())).toList();
        unarchived = accounts.size() - shown.size();
        gauges.show(shown);
        forgetCounts(archived);
    }

    /** What this process counted of an account goes with the account's gauges. */
    private void forgetCounts(Set<String> archived) {
        registry.getMeters().stream()
                .filter(Counter.class::isInstance)
                .filter(it -> isOfAnother(it.getId().getTag("account"), archived))
                .forEach(registry::remove);
    }

    private static boolean isOfAnother(@Nullable String account, Set<String> archived) {
        return account != null && !archived.contains(account);
    }

    /**
     * Sets the gauges that take long to count.
     *
     * @param logStates calls by account and state
     * @param bytes the size of the database
     */
    public void showCounts(Map<String, Map<String, Long>> logStates, Set<String> archived, long bytes) {
        Map<String, Map<String, Long>> states = new TreeMap<>(logStates);
        states.keySet().retainAll(archived);
        gauges.showCalls(states);
        databaseBytes = bytes;
    }

    /** Says that the archive cannot be read; its gauges are then left out, because their old values would mislead. */
    public void showUnreadable() {
        isReady = false;
        isReadable = false;
        databaseBytes = Double.NaN;
        gauges.show(List.of());
        gauges.showCalls(Map.of());
    }

    /** Writes all metrics in Prometheus's text format. */
    public void writeTo(OutputStream out) throws IOException {
        registry.scrape(out, MEDIA_TYPE);
    }
}
