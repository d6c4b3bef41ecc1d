package dev.callvault.app.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.app.QuickHash;
import dev.callvault.archive.report.RunListener;
import dev.callvault.config.ServeSettings;
import dev.callvault.config.Settings;
import dev.callvault.config.UserSettings;
import dev.callvault.config.read.SettingsLoader;
import dev.callvault.serve.WebServer.Route;
import dev.callvault.store.postgres.PostgresArchive;
import dev.callvault.store.postgres.server.Database;
import dev.callvault.store.served.LogReads;
import dev.callvault.store.status.Freshness;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is served, route by route, so that a new one cannot forget the door. There is no database: no request gets that far. */
class DoorTest {
    private static final Settings SETTINGS = SettingsLoader.load(Map.of(), Optional.empty());
    private static final List<String> PARAMETERS = List.of(
            "number",
            "session",
            "from",
            "to",
            "direction",
            "errors",
            "text",
            "before",
            "page",
            "account",
            "line",
            "limit",
            "offset",
            "whatever");

    private final Database nowhere = new Database("jdbc:postgresql://127.0.0.1:1/none", "nobody", null);
    private Web web = served();

    private Web served(UserSettings... users) {
        Web served = new Web(
                new ServeSettings(true, "127.0.0.1", 0, List.of(users)),
                SETTINGS.reportingZone(),
                Freshness.ofDaemon(SETTINGS.schedule().list()),
                PostgresArchive.forPeople(nowhere),
                LogReads.NONE,
                new DaemonHealth(
                        SETTINGS, PostgresArchive.forHealth(nowhere).health(), RunListener.NONE, Clock.systemUTC()),
                Clock.systemUTC());
        served.start();
        return served;
    }

    @AfterEach
    void close() {
        web.close();
        nowhere.close();
    }

    @Test
    void there_are_routes_to_walk_over() {
        assertThat(web.routes())
                .extracting(Route::path)
                .contains("/", "/calls/{account}/{log}/log", "/ws/*", "/metrics", "/health/live", "/health/ready");
    }

    @Test
    void without_users_no_route_answers_another_host() {
        assertEach(path -> Stream.of(
                asked(path, "Host: evil.example", 403),
                asked(path, "Host: localhost.evil.example", 403),
                asked(path, "Host: 127.0.0.1.evil.example:80", 403),
                asked(path, "Host: 192.0.2.1", 403),
                asked("http://evil.example" + path, "Host: localhost", 403, 400)));
    }

    @Test
    void no_route_answers_a_request_without_a_host() throws IOException {
        for (Route route : web.routes()) {
            String answer = raw(route.method() + " " + filled(route) + " HTTP/1.0\r\n\r\n");
            assertThat(status(answer)).as(route.toString()).isIn(400, 403);
        }
    }

    @Test
    void a_broken_escape_is_refused_on_every_parameter_of_every_route() {
        assertEach(path -> Stream.of("%zz", "%", "%2", "a%g1", "%ff", "%c3%28", "%00")
                .flatMap(broken ->
                        PARAMETERS.stream().map(it -> asked(path + "?" + it + "=" + broken, "Host: localhost", 400))));
    }

    @Test
    void with_users_too() {
        web.close();
        web = served(new UserSettings("ann", QuickHash.text("secret"), Set.of("*")));
        String login = Base64.getEncoder().encodeToString("ann:secret".getBytes(StandardCharsets.UTF_8));

        assertEach(path ->
                Stream.of(asked(path + "?number=%zz", "Host: archive.example\r\nAuthorization: Basic " + login, 400)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:8480", "127.0.0.1", "127.0.0.1:1", "[::1]", "[::1]:8480"})
    void this_machine_is_answered_by_each_of_its_names(String host) throws IOException {
        String answer = raw("GET /health/live HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");

        assertThat(status(answer)).isEqualTo(200);
    }

    @Test
    void a_whole_escape_is_let_in() throws IOException {
        String answer =
                raw("GET /health/live?number=%2B1%C3%A9 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(status(answer)).isEqualTo(200);
    }

    @Test
    void the_services_refuse_in_their_own_form() throws IOException {
        String answer = raw(
                "GET /ws/calls/sessions/1/2?number=%zz HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\nConnection: close\r\n\r\n");

        assertThat(status(answer)).isEqualTo(400);
        assertThat(answer).contains("\"status\":\"failure\"");
    }

    /** A request, and how it may be answered. */
    private record Asked(String target, String headers, List<Integer> statuses) {}

    private static Asked asked(String target, String headers, Integer... statuses) {
        return new Asked(target, headers, List.of(statuses));
    }

    /** What to ask of a path. */
    private interface Asking {
        Stream<Asked> of(String path);
    }

    private void assertEach(Asking asking) {
        SoftAssertions all = new SoftAssertions();
        for (Route route : web.routes()) {
            asking.of(filled(route)).forEach(asked -> {
                String request = route.method() + " " + asked.target() + " HTTP/1.1\r\n" + asked.headers()
                        + "\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
                all.assertThat(status(sent(request))).as(request).isIn(asked.statuses());
            });
        }
        all.assertAll();
    }

    private static String filled(Route route) {
        return route.path().replaceAll("\\{[^}]*}", "1").replace("*", "calls/logs/1/2");
    }

    private String sent(String request) {
        try {
            return raw(request);
        } catch (IOException broken) {
            return broken.toString();
        }
    }

    private String raw(String request) throws IOException {
        URI address = web.address().orElseThrow();
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static int status(String answer) {
        return answer.startsWith("HTTP/1.") ? Integer.parseInt(answer.substring(9, 12)) : 0;
    }
}
