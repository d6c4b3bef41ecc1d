package dev.callvault.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Grafana's dashboard-linter asks of dashboards on a database, and what these have beyond that. */
class DashboardRulesTest {
    private static final Set<String> UNITS = Set.of("short", "s", "percent", "decbytes");

    private static JsonNode dashboard(String name) throws IOException {
        return new ObjectMapper()
                .readTree(Path.of("config", "grafana", "dashboards", name).toFile());
    }

    private static List<JsonNode> all(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"calls.json", "archive-health.json"})
    void the_data_source_can_be_chosen_and_is_the_provisioned_one(String name) throws IOException {
        List<JsonNode> variables = all(dashboard(name).at("/templating/list"));
        assertThat(variables.stream().filter(it -> it.at("/type").asText().equals("datasource")))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.at("/name").asText()).isEqualTo("datasource");
                    assertThat(it.at("/label").asText()).isEqualTo("Data source");
                    assertThat(it.at("/query").asText()).isEqualTo("grafana-postgresql-datasource");
                    assertThat(it.at("/current/value").asText()).isEqualTo("callvault");
                });
        assertThat(variables.stream().filter(it -> it.at("/type").asText().equals("query")))
                .allSatisfy(it -> {
                    assertThat(it.at("/refresh").asInt())
                            .as("%s: with the time range", it.at("/name"))
                            .isEqualTo(2);
                    assertThat(it.at("/datasource/uid").asText()).isEqualTo("${datasource}");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"calls.json", "archive-health.json"})
    void each_panel_says_what_it_shows(String name) throws IOException {
        JsonNode dashboard = dashboard(name);
        assertThat(dashboard.at("/editable").asBoolean()).isFalse();
        List<JsonNode> panels = all(dashboard.at("/panels"));
        assertThat(panels.stream().map(it -> it.at("/id").asInt())).doesNotHaveDuplicates();
        assertThat(panels).isNotEmpty().allSatisfy(panel -> {
            assertThat(panel.at("/title").asText()).isNotBlank();
            assertThat(panel.at("/description").asText()).endsWith(".");
            assertThat(panel.at("/fieldConfig/defaults/unit").asText()).isIn(UNITS);
            assertThat(panel.at("/datasource/uid").asText()).isEqualTo("${datasource}");
            assertThat(all(panel.at("/targets")))
                    .isNotEmpty()
                    .allSatisfy(
                            it -> assertThat(it.at("/datasource/uid").asText()).isEqualTo("${datasource}"));
        });
    }

    /** Hours are those of the reports, whose zone Grafana is told as its own default: no dashboard has one of the browser's. */
    @ParameterizedTest
    @ValueSource(strings = {"calls.json", "archive-health.json"})
    void nothing_is_drawn_where_there_is_nothing(String name) throws IOException {
        JsonNode dashboard = dashboard(name);
        assertThat(dashboard.at("/timezone").asText()).isEmpty();
        assertThat(all(dashboard.at("/panels")).stream()
                        .filter(it -> it.at("/type").asText().equals("timeseries")))
                .isNotEmpty()
                .allSatisfy(panel -> {
                    String sql = panel.at("/targets/0/rawSql").asText();
                    boolean isLine = panel.at("/fieldConfig/defaults/custom/drawStyle")
                            .asText()
                            .equals("line");
                    assertThat(panel.at("/fieldConfig/defaults/custom/spanNulls")
                                    .asBoolean())
                            .isFalse();
                    assertThat(!isLine || sql.matches(".*FROM reporting\\.(hours|durations_by_day) .*"))
                            .as("a line has a row for each hour: " + sql)
                            .isTrue();
                    assertThat(sql).doesNotContain("date_trunc('hour', started_at)");
                });
    }
}
