package dev.callvault.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.callvault.app.Scene;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every query of every panel of the Grafana dashboards, as Grafana would send it, against a filled archive. */
class DashboardsTest {
    private static final Path DASHBOARDS = Path.of("config/grafana/dashboards");

    /** A clean archive has nothing to wait for, and nothing lost. */
    private static final Set<String> EMPTY_WHEN_ALL_IS_WELL = Set.of("What is lost", "Headroom");

    @Test
    void every_query_of_every_panel_returns_sensible_rows() throws IOException {
        try (Scene scene = Scene.small()) {
            scene.archive();
            Map<String, String> queries = new LinkedHashMap<>();
            queries.putAll(queries("calls.json", 14));
            queries.putAll(queries("archive-health.json", 9));

            queries.forEach((panel, sql) -> {
                List<String> rows = scene.archived.rows(sql);
                if (!EMPTY_WHEN_ALL_IS_WELL.contains(panel)) {
                    assertThat(rows).as("%s: %s", panel, sql).isNotEmpty().noneMatch(it -> it.matches("(null\\|?)+"));
                }
            });

            assertThat(scene.archived.rows(query(queries, "Calls")))
                    .containsExactly(Integer.toString(scene.archived.callRows().size()));
            assertThat(scene.archived.rows(query(queries, "Gaps"))).containsExactly("0");
            assertThat(scene.archived.rows(query(queries, "Streams"))).hasSize(4);
            assertThat(scene.archived.rows(query(queries, "Calls per hour")))
                    .as("every hour of six days, also those without calls")
                    .hasSize(6 * 24);
            assertThat(scene.archived.rows(query(queries, "Calls by weekday and hour")))
                    .hasSizeBetween(6, 7)
                    .allMatch(it -> it.split("\\|", -1).length == 25);
            assertThat(scene.archived.rows(query(queries, "Length of calls by day")))
                    .hasSizeGreaterThan(8)
                    .anyMatch(it -> it.contains("default p95"));
        }
    }

    /** A stream that has never succeeded has no age that a maximum could show. */
    @Test
    void a_stream_that_never_succeeded_is_the_oldest() throws IOException {
        try (Scene scene = Scene.small()) {
            scene.archive();
            scene.archived.execute("UPDATE archive.runs SET succeeded_at = NULL WHERE stream = 'errors'");

            assertThat(scene.archived.rows(query(queries("archive-health.json", 9), "Oldest last success")))
                    .singleElement()
                    .asString()
                    .satisfies(it -> assertThat(Long.parseLong(it)).isGreaterThan(1_000_000_000));
        }
    }

    @Test
    void a_lost_log_shows_on_the_page_of_the_archive() throws IOException {
        try (Scene scene = Scene.small()) {
            scene.archive();
            scene.archived.execute(
                    "INSERT INTO archive.gaps (account_id, stream, from_time, to_time, log_id, reason, detected_at)"
                            + " SELECT account_id, 'bodies', started_at, started_at, log_id, 'expired', now() FROM archive.calls LIMIT 1");

            Map<String, String> queries = queries("archive-health.json", 9);

            assertThat(scene.archived.rows(query(queries, "Gaps"))).containsExactly("1");
            assertThat(scene.archived.rows(query(queries, "What is lost")))
                    .singleElement()
                    .asString()
                    .contains("expired");
        }
    }

    private static String query(Map<String, String> queries, String panel) {
        return Objects.requireNonNull(queries.get(panel), panel);
    }

    private static Map<String, String> queries(String file, int panels) throws IOException {
        JsonNode dashboard = new ObjectMapper().readTree(Files.readString(DASHBOARDS.resolve(file)));
        Map<String, String> queries = new LinkedHashMap<>();
        for (JsonNode panel : dashboard.get("panels")) {
            queries.put(
                    panel.get("title").asText(),
                    expanded(panel.get("targets").get(0).get("rawSql").asText()));
        }
        assertThat(queries).hasSize(panels);
        List<JsonNode> variables = new ArrayList<>();
        dashboard.get("templating").get("list").forEach(variables::add);
        variables.stream()
                .filter(it -> it.get("type").asText().equals("query"))
                .forEach(it ->
                        queries.put("variable " + file, expanded(it.get("query").asText())));
        return queries;
    }

    /** What Grafana makes of its macros and variables. */
    private static String expanded(String sql) {
        String from = "'" + Scene.NOW.minus(Duration.ofDays(6)) + "'";
        String to = "'" + Scene.NOW + "'";
        String expanded = sql.replaceAll("\\$__timeFilter\\(([a-z_]+)\\)", "$1 BETWEEN " + from + " AND " + to)
                .replace("$__timeFrom()", from)
                .replace("$__timeTo()", to)
                .replace("${account:sqlstring}", "'default'");
        assertThat(expanded).as("macros that the test does not know").doesNotContain("$");
        return expanded;
    }
}
