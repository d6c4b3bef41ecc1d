package dev.callvault.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.callvault.call.CallSummary;
import dev.callvault.call.TimeWindow;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The simulated provider, asked as the documentation's samples ask. */
class SimulatorTest {
    private static final Instant NOW = Instant.parse("2026-11-20T20:10:30Z");
    private static final TimeWindow DAY = TimeWindow.between(NOW.minus(Duration.ofDays(1)), NOW);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Simulator simulator =
            Simulator.start(SimulatorSettings.demo(1).withCallsPerDay(50), InstantSource.fixed(NOW));
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        simulator.close();
        client.close();
    }

    @Test
    void lists_calls_newest_first_in_the_documented_envelope() throws IOException, InterruptedException {
        JsonNode answer = JSON.readTree(get(path("logs") + "?limit=2").body());

        List<CallSummary> truth = simulator.truth().calls(DAY);
        assertThat(answer.get("status").asText()).isEqualTo("success");
        assertThat(answer.at("/result/total_logs").isTextual()).isTrue();
        assertThat(answer.at("/result/total_logs").asInt()).isEqualTo(truth.size());
        assertThat(answer.at("/result/logs")).hasSize(2);
        assertThat(answer.at("/result/logs/0/log_id").asText())
                .isEqualTo(truth.getLast().logId().toString());
    }

    @Test
    void filters_by_the_called_number_and_pages_by_offset() throws IOException, InterruptedException {
        String number = simulator.truth().calls(DAY).getFirst().dest();
        JsonNode all = JSON.readTree(
                get(path("logs") + "?limit=10000&number=" + number).body());
        JsonNode rest =
                JSON.readTree(get(path("logs") + "?offset=1&number=" + number).body());

        assertThat(all.at("/result/logs"))
                .isNotEmpty()
                .allMatch(it -> it.get("dest").asText().equals(number));
        assertThat(rest.at("/result/logs").size())
                .isEqualTo(all.at("/result/logs").size() - 1);
        assertThat(rest.at("/result/total_logs")).isEqualTo(all.at("/result/total_logs"));
    }

    @Test
    void refuses_what_the_documentation_forbids() throws IOException, InterruptedException {
        long now = NOW.getEpochSecond();
        for (String path : List.of(
                path("logs") + "?limit=0",
                path("logs") + "?limit=10001",
                path("logs") + "?offset=-1",
                "/calls/logs/" + now + "/" + now,
                "/calls/sessions/" + (now - 366L * 86_400) + "/" + now,
                "/calls/errors/yesterday/" + now)) {
            HttpResponse<String> answer = get(path);

            assertThat(answer.statusCode()).as(path).isEqualTo(400);
            assertThat(answer.body())
                    .as(path)
                    .contains("\"status\":\"failure\"")
                    .endsWith(",\n}\n");
        }
    }

    @Test
    void answers_a_log_only_as_long_as_it_is_retained() throws IOException, InterruptedException {
        CallSummary kept = simulator.truth().calls(DAY).getFirst();
        CallSummary gone = simulator
                .truth()
                .calls(TimeWindow.between(NOW.minus(Duration.ofDays(7)), NOW.minus(Duration.ofDays(6))))
                .getFirst();

        JsonNode answer = JSON.readTree(get("/calls/log/" + kept.logId()).body());

        assertThat(answer.at("/result/log").asText().getBytes(StandardCharsets.UTF_8))
                .isEqualTo(simulator.truth().body(kept));
        assertThat(answer.at("/result/timestamp").asLong())
                .isEqualTo(kept.startedAt().getEpochSecond());
        assertThat(get("/calls/log/" + gone.logId()).statusCode()).isEqualTo(404);
        assertThat(get("/calls/log/1").statusCode()).isEqualTo(404);
    }

    @Test
    void answers_a_log_for_a_while_after_its_call_has_left_the_list() throws IOException, InterruptedException {
        CallSummary call = simulator.truth().calls(DAY).getFirst();
        Instant expired = call.startedAt().plus(Duration.ofDays(5));

        assertThat(statusOfLog(call, expired.plus(Duration.ofMinutes(9)))).isEqualTo(200);
        assertThat(statusOfLog(call, expired.plus(Duration.ofMinutes(11)))).isEqualTo(404);
    }

    private int statusOfLog(CallSummary call, Instant at) throws IOException, InterruptedException {
        try (Simulator then = Simulator.start(SimulatorSettings.demo(1).withCallsPerDay(50), InstantSource.fixed(at))) {
            return get(then, "/calls/log/" + call.logId()).statusCode();
        }
    }

    @Test
    void prints_an_offset_that_is_wrong_by_an_hour_as_the_provider_does() {
        assertThat(simulator.truth().sessionLines(DAY)).isNotEmpty().allMatch(it -> it.contains(" -0400] "));
        TimeWindow summer =
                TimeWindow.between(Instant.parse("2026-07-01T00:00:00Z"), Instant.parse("2026-07-02T00:00:00Z"));
        assertThat(simulator.truth().sessionLines(summer)).isNotEmpty().allMatch(it -> it.contains(" -0500] "));
    }

    @Test
    void is_the_same_world_for_the_same_seed_whenever_it_is_started() {
        Instant later = NOW.plus(Duration.ofDays(2));
        try (Simulator other =
                Simulator.start(SimulatorSettings.demo(1).withCallsPerDay(50), InstantSource.fixed(later))) {
            assertThat(other.truth().calls(DAY, NOW))
                    .isEqualTo(simulator.truth().calls(DAY));
        }
    }

    @Test
    void a_log_ends_with_its_call_and_mentions_the_errors_of_its_session() {
        DateTimeFormatter time = DateTimeFormatter.ofPattern("EEE d MMM yyyy hh:mm:ss a zzz", Locale.US);
        TimeWindow month = TimeWindow.between(NOW.minus(Duration.ofDays(30)), NOW);
        List<String> errors = simulator.truth().errorLines(month);
        assertThat(errors).hasSizeGreaterThan(20).anyMatch(it -> it.contains("error.badfetch"));
        int mentioned = 0;
        for (CallSummary call : simulator.truth().calls(month)) {
            List<String> lines = new String(simulator.truth().body(call), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            List<Instant> times = lines.stream()
                    .map(it -> ZonedDateTime.parse(it.substring(0, it.indexOf(" [")), time)
                            .toInstant())
                    .toList();
            assertThat(times).as(call.toString()).isSorted().startsWith(call.startedAt());
            assertThat(times.getLast()).isEqualTo(call.endedAt());
            for (String error : errors) {
                if (error.contains(" " + call.sessionId() + " ")) {
                    String message =
                            error.substring(error.indexOf(call.sessionId().value())
                                    + call.sessionId().value().length()
                                    + 1);
                    assertThat(lines).anyMatch(it -> it.endsWith("ERROR: " + message));
                    mentioned++;
                }
            }
        }
        assertThat(mentioned).isGreaterThan(20);
    }

    @Test
    void some_kinds_of_error_are_far_more_frequent_than_others() {
        TimeWindow year = TimeWindow.between(NOW.minus(Duration.ofDays(360)), NOW);
        Map<String, Long> kinds = simulator.truth().errorLines(year).stream()
                .map(it -> it.replaceFirst(".*;\\d+;\\d+ ", ""))
                .collect(Collectors.groupingBy(it -> it, Collectors.counting()));

        assertThat(kinds).hasSize(5);
        assertThat(Collections.max(kinds.values())).isGreaterThan(4 * Collections.min(kinds.values()));
    }

    @Test
    void every_number_is_withheld_or_a_whole_one_of_an_area_that_exists() {
        TimeWindow month = TimeWindow.between(NOW.minus(Duration.ofDays(30)), NOW);
        Set<String> invalid =
                Set.of("211", "311", "411", "511", "611", "711", "811", "911", "220", "222", "230", "555");

        assertThat(simulator.truth().calls(month))
                .flatExtracting(CallSummary::src, CallSummary::dest)
                .map(String::valueOf)
                .allMatch(it -> it.isEmpty() || it.matches("1?[2-8]\\d{9}"))
                .noneMatch(it -> !it.isEmpty()
                        && invalid.contains(it.replaceFirst("^1", "").substring(0, 3)));
    }

    @Test
    void wants_the_login() throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create(simulator.baseUrl() + path("logs")))
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
    }

    @Test
    void listens_again_after_every_refusal() throws IOException, InterruptedException {
        for (int round = 0; round < 200; round++) {
            simulator.faults().on(Fault.REFUSED, "calls/logs", 0, Long.MAX_VALUE);
            assertThatThrownBy(() -> get(path("logs"))).isInstanceOf(IOException.class);

            simulator.faults().allOff();
            simulator.listen();

            assertThat(get(path("logs")).statusCode()).as("round %d", round).isEqualTo(200);
        }
    }

    private static String path(String service) {
        return "/calls/" + service + "/" + DAY.from() + "/" + DAY.to();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return get(simulator, path);
    }

    private HttpResponse<String> get(Simulator asked, String path) throws IOException, InterruptedException {
        String login = Base64.getEncoder().encodeToString("demo:demo".getBytes(StandardCharsets.UTF_8));
        return client.send(
                HttpRequest.newBuilder(URI.create(asked.baseUrl() + path))
                        .header("Authorization", "Basic " + login)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
