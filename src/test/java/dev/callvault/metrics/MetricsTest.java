package dev.callvault.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.callvault.call.Account;
import dev.callvault.call.AccountId;
import dev.callvault.call.LogId;
import dev.callvault.call.LogState;
import dev.callvault.call.LogStream;
import dev.callvault.store.bodies.BodyOutcome;
import dev.callvault.store.bodies.WantedBody;
import dev.callvault.store.listing.Written;
import dev.callvault.store.status.AccountHealth;
import dev.callvault.store.status.AccountHealth.StreamHealth;
import dev.callvault.store.status.Forecast;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** How many series an account costs, whatever happens to it, and whose are shown. */
class MetricsTest {
    private static final Instant NOW = Instant.parse("2026-11-20T20:00:00Z");
    /** As src/docs/operating.md says, under Metrics. */
    private static final int SERIES_AN_ACCOUNT = 78;

    private final Metrics metrics = new Metrics(Duration.ofMinutes(5));

    private static AccountHealth health(String name) {
        return new AccountHealth(
                name,
                Stream.of("calls", "sessions", "errors", "bodies")
                        .map(it -> new StreamHealth(
                                it,
                                Optional.of(NOW),
                                Optional.of(NOW),
                                Optional.of(NOW),
                                Optional.of("broken"),
                                1,
                                1,
                                1,
                                1,
                                1))
                        .toList(),
                new Forecast(
                        1,
                        Optional.of(Duration.ofDays(1)),
                        Optional.of("bodies"),
                        Optional.of(Duration.ofDays(1)),
                        Optional.of(1.0),
                        Optional.of(2.0),
                        Optional.of(Duration.ofHours(1)),
                        Optional.of(NOW),
                        1,
                        true),
                Optional.empty(),
                false);
    }

    private static Map<String, Long> states() {
        return Arrays.stream(LogState.values()).collect(Collectors.toMap(LogState::label, it -> 1L));
    }

    /** Everything that can happen to an account happens. */
    private void everything(Account account) {
        for (LogStream stream : LogStream.values()) {
            metrics.listed(account, stream, 1, new Written(1, 1));
            metrics.totalDiffered(account, stream);
            metrics.ended(account, stream.label(), true, 1);
            metrics.ended(account, stream.label(), false, 1);
        }
        metrics.ended(account, "bodies", true, 1);
        metrics.ended(account, "bodies", false, 1);
        WantedBody wanted = new WantedBody(new LogId(1), NOW, NOW, 0);
        metrics.settled(
                account,
                List.of(new BodyOutcome.Unavailable(wanted, "none", NOW), new BodyOutcome.Failed(wanted, "500", NOW)));
    }

    private void show(String... accounts) {
        metrics.show(Stream.of(accounts).map(MetricsTest::health).toList(), Set.of(accounts), true);
        metrics.showCounts(
                Stream.of(accounts).collect(Collectors.toMap(it -> it, it -> states())), Set.of(accounts), 1);
    }

    private String page() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        metrics.writeTo(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private List<String> series(String account) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        metrics.writeTo(out);
        return out.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(it -> !it.startsWith("#") && it.contains("account=\"" + account + "\""))
                .toList();
    }

    /** The library looks whether its logger is on when it is about to warn; nobody else is heard here. */
    @Test
    void the_library_has_nothing_to_warn_of() {
        ListAppender<ILoggingEvent> warnings = new ListAppender<>();
        Logger library = (Logger) LoggerFactory.getLogger("io.micrometer");
        warnings.start();
        library.setLevel(Level.WARN);
        library.addAppender(warnings);
        try {
            var unused = new Metrics(Duration.ofMinutes(5));

            assertThat(warnings.list).isEmpty();
        } finally {
            library.detachAppender(warnings);
            library.setLevel(null);
        }
    }

    @Test
    void the_page_on_operating_names_every_metric_and_no_other() throws IOException {
        everything(new Account(new AccountId(1), "one", ZoneOffset.UTC));
        show("one");
        metrics.watchBackups(Duration.ofDays(1), () -> 0);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        metrics.writeTo(out);
        Set<String> exposed = out.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(it -> it.startsWith("callvault_"))
                .map(it -> it.split("[{ ]", 2)[0])
                .collect(Collectors.toSet());

        Set<String> documented = Files.readAllLines(Path.of("src", "docs", "operating.md")).stream()
                .filter(it -> it.startsWith("| `callvault_"))
                .map(it -> it.split("\\|", 3)[1].replace("`", "").strip())
                .flatMap(it -> Stream.of(it.split(", ", -1)))
                .collect(Collectors.toSet());

        assertThat(documented).isEqualTo(exposed);
    }

    @Test
    void every_metric_is_explained_and_named_as_prometheus_expects() throws IOException {
        everything(new Account(new AccountId(1), "one", ZoneOffset.UTC));
        show("one");
        Map<String, String> types = comments("# TYPE ");
        Map<String, String> help = comments("# HELP ");

        assertThat(types).isNotEmpty();
        assertThat(help.keySet()).isEqualTo(types.keySet());
        assertThat(help).allSatisfy((name, text) -> assertThat(text).as(name).isNotBlank());
        assertThat(types).allSatisfy((name, type) -> {
            assertThat(name.endsWith("_total")).as(name).isEqualTo(type.equals("counter"));
            assertThat(name).doesNotContainPattern("milli|minute|hour|kilo|mega|_ms$");
        });
    }

    private Map<String, String> comments(String prefix) throws IOException {
        return page().lines()
                .filter(it -> it.startsWith(prefix))
                .map(it -> it.substring(prefix.length()).split(" ", 2))
                .collect(Collectors.toMap(it -> it[0], it -> it.length < 2 ? "" : it[1]));
    }

    @Test
    void promtool_finds_nothing_wrong_with_the_metrics() throws IOException, InterruptedException {
        assumeTrue(
                Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(it -> Files.isExecutable(Path.of(it, "promtool"))),
                "promtool is not installed (apt-get install prometheus)");
        everything(new Account(new AccountId(1), "one", ZoneOffset.UTC));
        show("one");
        Process promtool = new ProcessBuilder("promtool", "check", "metrics")
                .redirectErrorStream(true)
                .start();
        try (OutputStream in = promtool.getOutputStream()) {
            metrics.writeTo(in);
        }

        assertThat(new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(promtool.waitFor()).isZero();
    }

    @Test
    void an_account_has_a_small_number_of_series_whatever_happens_to_it() throws IOException {
        everything(new Account(new AccountId(1), "one", ZoneOffset.UTC));
        show("one");
        int once = series("one").size();

        everything(new Account(new AccountId(1), "one", ZoneOffset.UTC));
        everything(new Account(new AccountId(2), "two", ZoneOffset.UTC));
        show("one", "two");

        assertThat(once).isBetween(SERIES_AN_ACCOUNT - 10, SERIES_AN_ACCOUNT);
        assertThat(series("one")).hasSize(once);
        assertThat(series("two")).hasSize(once);
    }

    @Test
    void an_account_that_nobody_archives_has_none_that_could_alarm() throws IOException {
        metrics.show(List.of(health("one"), health("gone")), Set.of("one"), true);
        metrics.showCounts(Map.of("one", states(), "gone", states()), Set.of("one"), 1);
        metrics.showNodes(3, 2);

        assertThat(series("gone")).isEmpty();
        assertThat(series("one")).isNotEmpty();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        metrics.writeTo(out);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains(
                        "callvault_accounts_not_archived 1.0", "callvault_nodes 3.0", "callvault_settings_differ 2.0");
    }
}
