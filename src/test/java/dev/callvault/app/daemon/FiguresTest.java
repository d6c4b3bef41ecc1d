package dev.callvault.app.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.callvault.app.Callvault;
import dev.callvault.app.Scene;
import dev.callvault.app.Standing;
import dev.callvault.archive.report.RunListener;
import dev.callvault.cli.report.StatusReport;
import dev.callvault.report.HumanFormat;
import dev.callvault.store.postgres.PostgresArchive;
import dev.callvault.store.postgres.server.Database;
import dev.callvault.store.status.AccountStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each figure is the same wherever it is shown: in status, as text and as JSON, in the reporting view, among the
 * metrics, and in the console. The archive has a backlog that expires after time that is not proven, a gap, and a
 * refused login, so that no figure is nought.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FiguresTest {
    /** The view's figures are as of the database's now, so those that count down may differ by a rounded second. */
    private static final double ROUNDED = 1.5;

    private final Scene scene = Scene.small();
    private Map<?, ?> json = Map.of();
    private String text = "";
    private String metrics = "";
    private String console = "";

    @BeforeAll
    void look() throws IOException, InterruptedException {
        scene.archive();
        // The reporting view knows no other time than the database's.
        scene.clock.move(Duration.between(scene.clock.instant(), Instant.now()));
        String now = "to_timestamp(" + scene.clock.instant().getEpochSecond() + ")";
        List.of(
                        "UPDATE archive.calls SET log_state = 'pending', first_seen_at = " + now,
                        "INSERT INTO archive.body_queue (account_id, log_id, started_at, expires_at, next_attempt_at)"
                                + " SELECT account_id, log_id, started_at, " + now + " + interval '3 days', started_at"
                                + " FROM archive.calls",
                        "DELETE FROM archive.throughput",
                        "UPDATE archive.request_budgets SET most_per_second = 0.0001, found_per_second = NULL,"
                                + " window_limit = NULL",
                        "DELETE FROM archive.coverage WHERE stream = 'calls'",
                        "INSERT INTO archive.coverage (account_id, stream, span, total, proven, listed_at)"
                                + " SELECT account_id, 'calls', int8range(extract(epoch FROM " + now
                                + ")::bigint - 5 * 86400,"
                                + " extract(epoch FROM " + now + ")::bigint - 4 * 86400), 1, true, " + now
                                + " FROM archive.accounts",
                        "UPDATE archive.coverage SET proven = false WHERE stream = 'errors' AND upper(span) ="
                                + " (SELECT max(upper(span)) FROM archive.coverage WHERE stream = 'errors')",
                        "INSERT INTO archive.gaps (account_id, stream, from_time, to_time, reason, detected_at)"
                                + " SELECT account_id, 'sessions', " + now + " - interval '300 days', " + now
                                + " - interval '299 days', 'lost', " + now + " FROM archive.accounts",
                        "INSERT INTO archive.logins (account_id, login, refused_at, refused_by, refusals, next_try_at,"
                                + " trying, message) SELECT account_id, 'hash', now(), 'a', 2, now(), false, '401'"
                                + " FROM archive.accounts")
                .forEach(scene.archived::execute);
        try (ServedArchive served = new ServedArchive(scene.database(), scene.clock);
                Callvault callvault = scene.callvault()) {
            Standing standing = callvault.standing();
            json = StatusReport.json(standing, Map.of(), 0);
            text = StatusReport.text(standing);
            metrics = scraped(scene);
            console = served.get("/", "", "text/html").body();
        }
    }

    @AfterAll
    void close() {
        scene.close();
    }

    private static String scraped(Scene scene) throws IOException {
        try (Database database =
                        new Database(scene.database().url(), scene.database().username(), null);
                DaemonHealth health = new DaemonHealth(
                        scene.settings(),
                        PostgresArchive.forHealth(database).health(),
                        RunListener.NONE,
                        scene.clock)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            health.writeMetrics(out);
            return out.toString(StandardCharsets.UTF_8);
        }
    }

    /**
     * Where a figure is shown.
     *
     * @param path in the JSON, below the account
     * @param words in the text and in the console, with the figure as a person reads it in place of {@code #}
     */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            nullValues = "-",
            value = {
                "headroom_seconds, callvault_headroom_seconds, headroom_seconds, headroom: #, duration, <dt>Headroom</dt><dd>#</dd>",
                "backlog, callvault_backlog_logs, backlog, backlog #, count, <dt>Backlog</dt><dd>#</dd>",
                "forecast/drain_seconds, callvault_drain_seconds, drain_seconds, the backlog takes #, duration, -",
                "forecast/expected_losses, callvault_expected_losses, expected_losses, # logs will expire first, count, -",
                "forecast/at_risk, callvault_at_risk, at_risk::integer, AT RISK, none, -",
                "forecast/budget_per_second, callvault_budget_requests_per_second, budget_requests_per_second, -, none, -",
                "gaps, callvault_gaps, gaps, -, count, <dt>Gaps</dt><dd>#</dd>",
                "unproven_spans, callvault_unproven_spans, unproven_spans, -, count, <dt>Unproven spans</dt><dd>#</dd>",
                "login, callvault_login_refused, -, login refused twice, none, -",
            })
    void a_figure_is_the_same_everywhere(
            String path,
            String metric,
            @Nullable String column,
            @Nullable String words,
            String format,
            @Nullable String panel) {
        double figure = inJson(path);

        assertThat(figure).as("worth comparing").isNotZero();
        assertThat(inMetrics(metric)).isEqualTo(figure);
        if (column != null) {
            assertThat(inView(column)).isCloseTo(figure, within(column.equals("headroom_seconds") ? ROUNDED : 0));
        }
        if (words != null) {
            assertThat(text).contains(words.replace("#", shown(format, figure)));
        }
        if (panel != null) {
            assertThat(console).contains(panel.replace("#", shown(format, figure)));
        }
    }

    private static String shown(String format, double figure) {
        return format.equals("duration")
                ? HumanFormat.duration(Duration.ofSeconds((long) figure))
                : HumanFormat.count((long) figure);
    }

    private double inJson(String path) {
        @Nullable Object value = ((List<?>) Objects.requireNonNull(json.get("accounts"))).getFirst();
        for (String key : path.split("/", -1)) {
            value = ((Map<?, ?>) Objects.requireNonNull(value)).get(key);
        }
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        return value == null || value.equals(false) ? 0 : 1;
    }

    /** The sum over the streams, where a metric has them. */
    private double inMetrics(String name) {
        Matcher line = Pattern.compile("(?m)^" + name + "\\{[^}]*account=\"default\"[^}]*} (\\S+)$")
                .matcher(metrics);
        double sum = 0;
        boolean isThere = false;
        while (line.find()) {
            sum += Double.parseDouble(line.group(1));
            isThere = true;
        }
        assertThat(isThere).as(name).isTrue();
        return sum;
    }

    private double inView(String column) {
        String asOf = column.equals("headroom_seconds")
                ? " + extract(epoch FROM now()) - " + scene.clock.instant().getEpochSecond()
                : "";
        return Double.parseDouble(scene.archived
                .rows("SELECT " + column + asOf + " FROM reporting.archive_health")
                .getFirst());
    }

    /** What the least headroom is of, too. */
    @Test
    void what_is_lost_first_is_time_that_is_not_listed() {
        assertThat(text).contains("until the next loss (calls)");
        assertThat(scene.archived.rows("SELECT headroom_of FROM reporting.archive_health"))
                .containsExactly("calls");
        try (Callvault callvault = scene.callvault()) {
            AccountStatus status = callvault.status().getFirst();
            assertThat(status.headroom().orElseThrow()).isEqualTo(Duration.ofDays(1));
            assertThat(status.forecast().bodyHeadroom()).contains(Duration.ofDays(3));
        }
    }
}
