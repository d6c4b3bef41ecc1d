package dev.callvault.source.plum;

import static dev.callvault.source.plum.ScriptedProvider.answers;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.callvault.call.CallBody;
import dev.callvault.call.LogId;
import dev.callvault.call.RawLine;
import dev.callvault.call.TimeWindow;
import dev.callvault.source.ListQuery;
import dev.callvault.source.OutboundProxy;
import dev.callvault.source.SourceFailure;
import dev.callvault.source.plum.ScriptedProvider.Script;
import dev.callvault.wire.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.Charset;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlumSourceTest {
    private static final Instant NOW = Instant.parse("2024-05-01T12:00:00Z");
    private static final ListQuery QUERY = new ListQuery(new TimeWindow(100, 200), 20, 50);
    private static final LogId LOG = new LogId(3_000_000_000L);
    private static final String ERRORS =
            "{\"status\":\"success\",\"result\":{\"total_errors\":1,\"errors\":[\"caf\u00e9\"]}}";
    private static final int MAX = 1 << 20;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private ScriptedProvider provider;
    private PlumSource source;

    @BeforeEach
    void start() throws IOException {
        provider = new ScriptedProvider(answers(200, "", ERRORS));
        source = source(provider.url(), PATIENCE, MAX);
    }

    @AfterEach
    void stop() throws IOException {
        source.close();
        provider.close();
    }

    @Test
    void asks_as_documented() {
        source.listErrors(QUERY);

        String request = provider.requests().getFirst();
        assertThat(request).startsWith("GET /ws/calls/errors/100/200?offset=20&limit=50 HTTP/1.1\r\n");
        assertThat(request.lines().toList())
                .contains("Accept: application/json", "Accept-Encoding: gzip", "User-Agent: test/1")
                .contains("Authorization: Basic dXNlcjpww6Rzcw==")
                .noneMatch(it -> it.startsWith("Upgrade"));
    }

    @Test
    void tolerates_slashes_at_the_end_of_the_url_and_asks_for_xml() {
        provider.then(answers(
                200,
                "",
                "<log><status>success</status><result><log>x</log><location>Boston</location></result></log>"));
        try (PlumSource slashed = source(URI.create(provider.url() + "//"), PATIENCE, MAX)) {
            CallBody body = slashed.in(WireFormat.XML).fetchLog(LOG);

            assertThat(body.location()).isEqualTo("Boston");
            assertThat(body.content().bytes()).asString(UTF_8).isEqualTo("x");
        }
        assertThat(provider.requests().getFirst())
                .startsWith("GET /ws/calls/log/3000000000 HTTP/1.1\r\n")
                .contains("Accept: application/xml\r\n");
    }

    @Test
    void unpacks_gzip_and_knows_the_declared_charset() throws IOException {
        provider.then(answers(
                200,
                "Content-Encoding: gzip\r\nContent-Type: application/json; charset=\"iso-8859-1\"\r\n",
                gzip(ERRORS.getBytes(ISO_8859_1))));

        assertThat(source.listErrors(QUERY).rows()).containsExactly(new RawLine("caf\u00e9", false));
    }

    @Test
    void a_log_comes_through_byte_for_byte() {
        byte[] log = new byte[MAX / 2];
        for (int i = 0; i < log.length; i++) {
            log[i] = (byte) (i % 256 == '"' || i % 256 == '\\' ? 'x' : i);
        }
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        answer.writeBytes("{\"status\":\"success\",\"result\":{\"log\":\"".getBytes(UTF_8));
        answer.writeBytes(log);
        answer.writeBytes("\"}}".getBytes(UTF_8));
        provider.then(answers(200, "Content-Type: text/plain; charset=ISO-8859-1\r\n", answer.toByteArray()));

        assertThat(Arrays.equals(source.fetchLog(LOG).content().bytes(), log)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "ISO-8859-1, ISO-8859-1, true",
        "windows-1252, windows-1252, true",
        "UTF-16, UTF-16BE, true",
        "ISO-8859-1, UTF-8, true",
        "UTF-8, ISO-8859-1, false",
        "Shift_JIS, ISO-8859-1, false",
        "nonsense, ISO-8859-1, false"
    })
    void a_log_in_the_declared_charset_becomes_text(String declared, Charset sent, boolean isRead) {
        String json =
                "{\"status\":\"success\",\"result\":{\"log\":\"caf\u00e9 \\u00fcber\\n\",\"location\":\"Z\u00fcrich\"}}";
        byte[] received = json.getBytes(sent);
        provider.then(answers(200, "Content-Type: application/json; charset=" + declared + "\r\n", received));

        CallBody log = source.fetchLog(LOG);

        assertThat(log.isText()).isEqualTo(isRead);
        if (isRead) {
            assertThat(log.content().bytes()).asString(UTF_8).isEqualTo("caf\u00e9 \u00fcber\n");
            assertThat(log.location()).isEqualTo("Z\u00fcrich");
        } else {
            assertThat(log.content().bytes()).startsWith("caf\u00e9 ".getBytes(sent));
        }
    }

    @Test
    void a_log_in_xml_may_have_its_charset_in_the_header_only() {
        String xml = "<log><status>success</status><result><log>caf\u00e9</log></result></log>";
        provider.then(answers(200, "Content-Type: text/xml; charset=ISO-8859-1\r\n", xml.getBytes(ISO_8859_1)));

        assertThat(source.fetchLog(LOG).content().bytes()).asString(UTF_8).isEqualTo("caf\u00e9");
    }

    @ParameterizedTest
    @CsvSource({
        "400, Refused, Refused",
        "401, CredentialsRefused, CredentialsRefused",
        "403, CredentialsRefused, CredentialsRefused",
        "423, CredentialsRefused, CredentialsRefused",
        "404, Refused, NotThere",
        "410, Refused, NotThere",
        "405, Refused, Refused",
        "408, TimedOut, TimedOut",
        "429, Throttled, Throttled",
        "304, Refused, Refused",
        "500, ServerTrouble, ServerTrouble",
        "503, ServerTrouble, ServerTrouble",
        "204, Unreadable, Unreadable"
    })
    void each_status_has_its_meaning(int status, String forList, String forLog) {
        provider.then(answers(status, "", ""));

        SourceFailure list = catchThrowableOfType(SourceFailure.class, () -> source.listCalls(QUERY));
        SourceFailure log = catchThrowableOfType(SourceFailure.class, () -> source.fetchLog(LOG));

        assertThat(list.getClass().getSimpleName()).isEqualTo(forList);
        assertThat(log.getClass().getSimpleName()).isEqualTo(forLog);
        assertThat(list).hasMessageContaining("calls/logs returned");
        assertThat(provider.requests()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "200, Unauthorized access to sample service, CredentialsRefused, CredentialsRefused",
        "200, Account is INACTIVE, CredentialsRefused, CredentialsRefused",
        "200, Invalid start_timestamp, Refused, NotThere",
        "400, Invalid start_timestamp, Refused, Refused",
        "400, Authentication failed, CredentialsRefused, CredentialsRefused",
        "500, Access denied (using password: YES), ServerTrouble, ServerTrouble"
    })
    void a_failure_envelope_has_its_meaning(int status, String said, String forList, String forLog) {
        provider.then(answers(status, "", "{\"status\":\"failure\",\"error\":\"" + said + "\",}"));

        SourceFailure list = catchThrowableOfType(SourceFailure.class, () -> source.listCalls(QUERY));
        SourceFailure log = catchThrowableOfType(SourceFailure.class, () -> source.fetchLog(LOG));

        assertThat(list.getClass().getSimpleName()).isEqualTo(forList);
        assertThat(list).hasMessageContaining(said);
        assertThat(log.getClass().getSimpleName()).isEqualTo(forLog);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Retry-After: 7 | 7",
                "Retry-After: 86400 | 900",
                "Retry-After: soon | 30",
                "X-None: 1 | 30",
                "Date: Wed, 01 May 2024 11:00:00 GMT~Retry-After: Wed, 01 May 2024 11:01:00 GMT | 60",
                "Retry-After: Wed, 01 May 2024 12:00:09 GMT | 9",
                "X-RateLimit-Reset: 1714564845 | 45",
                "Date: Wed, 01 May 2024 12:00:40 GMT~X-RateLimit-Reset: 1714564845 | 5",
                "X-RateLimit-Reset: 5 | 5"
            })
    void a_throttled_request_says_how_long_to_wait(String headers, long seconds) {
        provider.then(answers(429, headers.strip().replace("~", "\r\n") + "\r\n", ""));

        SourceFailure.Throttled failure =
                catchThrowableOfType(SourceFailure.Throttled.class, () -> source.listCalls(QUERY));

        assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void a_503_that_says_when_to_return_is_throttling() {
        provider.then(answers(503, "Retry-After: 3\r\nContent-Encoding: gzip\r\n", "broken"));

        assertThatThrownBy(() -> source.listCalls(QUERY)).isInstanceOf(SourceFailure.Throttled.class);
    }

    @Test
    void html_is_unreadable_and_kept() {
        provider.then(answers(200, "", "<!DOCTYPE html><html>Maintenance"));

        SourceFailure.Unreadable failure =
                catchThrowableOfType(SourceFailure.Unreadable.class, () -> source.fetchLog(LOG));

        assertThat(failure.answer().bytes()).asString(UTF_8).isEqualTo("<!DOCTYPE html><html>Maintenance");
        assertThat(failure.isEmpty()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"status\":\"success\",\"result\":{\"log\":null}}",
                "{\"status\":\"success\",\"result\":{}}",
                "{\"status\":\"success\",\"result\":\"\"}",
                "{\"status\":\"success\"}",
                " \n",
                "{\"status\":\"success\",\"result\":{\"log\":false}}",
                "{\"status\":\"success\",\"result\":{\"log\":[]}}",
                "{\"result\":{\"log\":\"\"}}",
                "<log><status>success</status><result><log></log></result></log>",
                "<log><status>success</status><result><log/></result></log>",
                "<log><status>success</status><result><log>\n  </log></result></log>",
                "<log><status>success</status><result/></log>"
            })
    void an_answer_without_a_log_is_unreadable(String answer) {
        provider.then(answers(200, "", answer));

        SourceFailure.Unreadable failure =
                catchThrowableOfType(SourceFailure.Unreadable.class, () -> source.fetchLog(LOG));

        assertThat(failure.answer().bytes()).asString(UTF_8).isEqualTo(answer);
        assertThat(failure.isEmpty()).isTrue();
        assertThat(((SourceFailure.Unreadable) failure.saying("x")).isEmpty()).isTrue();
    }

    @Test
    void a_log_that_is_said_to_be_empty_in_json_is_a_log() {
        provider.then(answers(200, "", "{\"status\":\"success\",\"error\":\"\",\"result\":{\"log\":\"\"}}"));

        assertThat(source.fetchLog(LOG).content().length()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"401, true", "423, true", "403, false", "400, false"})
    void only_some_refusals_can_mean_nothing_but_the_login(int status, boolean isOfLogin) {
        provider.then(answers(status, "", "{\"status\":\"failure\",\"error\":\"invalid login\"}"));

        SourceFailure.CredentialsRefused failure =
                catchThrowableOfType(SourceFailure.CredentialsRefused.class, () -> source.listCalls(QUERY));

        assertThat(failure.isSaidOfLogin()).isEqualTo(isOfLogin);
        assertThat(((SourceFailure.CredentialsRefused) failure.saying("x")).isSaidOfLogin())
                .isEqualTo(isOfLogin);
    }

    @Test
    void follows_a_redirect_within_the_same_origin() {
        Script moved = answers(302, "Location: /ws/calls/moved\r\n", "");
        Script there = answers(200, "", ERRORS);
        provider.then((request, connection, self) ->
                (request.contains("moved") ? there : moved).answer(request, connection, self));

        assertThat(source.listErrors(QUERY).total()).isEqualTo(1);
        assertThat(provider.requests()).hasSize(2);
    }

    @Test
    void passes_a_wall_that_wants_its_cookie_back() {
        provider.then((request, connection, itself) -> {
            if (request.contains("Cookie: wall=a=b; z=1")) {
                answers(200, "Set-Cookie: session=own\r\n", ERRORS).answer(request, connection, itself);
            } else {
                answers(
                                302,
                                "Location: " + itself.url() + "/calls/errors/100/200?offset=20&limit=50\r\n"
                                        + "Set-Cookie: wall=a=b; Path=/; HttpOnly\r\nSet-Cookie: z=1\r\n",
                                "")
                        .answer(request, connection, itself);
            }
        });

        assertThat(source.listErrors(QUERY).total()).isEqualTo(1);
        assertThat(source.listErrors(QUERY).total()).isEqualTo(1);

        assertThat(provider.requests()).hasSize(3);
        assertThat(provider.requests().getLast())
                .contains("Cookie: wall=a=b; z=1")
                .doesNotContain("session");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_proxy_that_wants_a_login_is_out_of_reach_and_says_nothing_of_a_log(boolean isLog) {
        provider.then(answers(407, "Proxy-Authenticate: Basic realm=\"x\"\r\n", ""));

        assertThatThrownBy(() -> {
                    if (isLog) {
                        source.fetchLog(LOG);
                    } else {
                        source.listErrors(QUERY);
                    }
                })
                .isInstanceOf(SourceFailure.Unreachable.class)
                .hasMessageContaining("the outbound proxy asks for a login (HTTP 407)");
    }

    @Test
    void goes_through_the_proxy_with_its_login_and_keeps_that_from_the_provider() throws IOException {
        try (ScriptedProvider proxy = new ScriptedProvider(answers(200, "", ERRORS))) {
            String address = "http://me:secret@127.0.0.1:" + proxy.url().getPort();
            OutboundProxy through = new OutboundProxy(
                    Map.of("http_proxy", address, "HTTPS_PROXY", address, "NO_PROXY", "direct.example"));
            PlumSettings settings = new PlumSettings(
                    URI.create("http://provider.example/ws"),
                    "u",
                    () -> "p",
                    WireFormat.JSON,
                    PATIENCE,
                    MAX,
                    "t",
                    true);
            try (PlumSource far = new PlumSource(
                    settings, Clock.fixed(NOW, ZoneOffset.UTC), new PlumClient(through, Optional.empty()))) {
                assertThat(far.listErrors(QUERY).total()).isEqualTo(1);
            }

            assertThat(proxy.requests().getFirst())
                    .startsWith("GET http://provider.example/ws/calls/errors/")
                    .contains("Proxy-Authorization: Basic bWU6c2VjcmV0");
            assertThat(source.listErrors(QUERY).total()).isEqualTo(1);
            assertThat(provider.requests().getFirst()).doesNotContain("Proxy-Authorization");
        }
    }

    @Test
    void never_sends_the_login_to_another_host() throws IOException {
        try (ScriptedProvider other = new ScriptedProvider(answers(200, "", ERRORS))) {
            provider.then(answers(301, "Location: " + other.url() + "/calls\r\n", ""));

            assertThatThrownBy(() -> source.listErrors(QUERY))
                    .isInstanceOf(SourceFailure.Refused.class)
                    .hasMessageContaining("127.0.0.1:" + other.url().getPort());
            assertThat(other.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ws/again", "https://127.0.0.1/ws", "http://[", "mailto:a@b"})
    void gives_up_on_loops_and_strange_redirects(String location) {
        provider.then(answers(307, "Location: " + location + "\r\n", ""));

        assertThatThrownBy(() -> source.listErrors(QUERY)).isInstanceOf(SourceFailure.Refused.class);
        assertThat(provider.requests()).hasSizeLessThanOrEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"sta"})
    void a_stall_anywhere_ends_in_time(String begun) {
        provider.then(ScriptedProvider.stalls(begun));
        try (PlumSource impatient = source(provider.url(), Duration.ofMillis(50), MAX)) {
            assertThatThrownBy(() -> impatient.listErrors(QUERY))
                    .isInstanceOf(SourceFailure.TimedOut.class)
                    .hasMessage("calls/errors: no complete response within 50 ms");
        }
    }

    @Test
    void an_answer_cut_short_is_no_answer() {
        provider.then((request, connection, self) -> connection
                .getOutputStream()
                .write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"sta".getBytes(UTF_8)));

        assertThatThrownBy(() -> source.listErrors(QUERY))
                .isInstanceOf(SourceFailure.Unreachable.class)
                .hasMessageContaining("127.0.0.1");
    }

    @Test
    void a_reset_connection_is_no_answer() {
        provider.then((request, connection, self) -> connection.setSoLinger(true, 0));

        assertThatThrownBy(() -> source.listErrors(QUERY)).isInstanceOf(SourceFailure.Unreachable.class);
    }

    @Test
    void a_closed_port_is_unreachable() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        try (PlumSource nowhere = source(URI.create("http://127.0.0.1:" + port), PATIENCE, MAX)) {
            assertThatThrownBy(() -> nowhere.listErrors(QUERY)).isInstanceOf(SourceFailure.Unreachable.class);
        }
    }

    @Test
    void an_endless_answer_is_given_up() {
        provider.then((request, connection, self) -> {
            OutputStream out = connection.getOutputStream();
            out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(UTF_8));
            byte[] more = new byte[1 << 16];
            while (!connection.isClosed()) {
                out.write(more); // ends when the client hangs up
            }
        });

        assertThatThrownBy(() -> source.listErrors(QUERY)).isInstanceOf(SourceFailure.TooLarge.class);
    }

    @Test
    void endless_headers_are_given_up() {
        AtomicLong sent = new AtomicLong();
        provider.then((request, connection, self) -> {
            OutputStream out = connection.getOutputStream();
            out.write("HTTP/1.1 200 OK\r\n".getBytes(UTF_8));
            byte[] header = ("X-More: " + "x".repeat(1000) + "\r\n").getBytes(UTF_8);
            while (!connection.isClosed()) {
                out.write(header); // ends when the client hangs up
                sent.addAndGet(header.length);
            }
        });

        assertThatThrownBy(() -> source.listErrors(QUERY)).isInstanceOf(SourceFailure.Unreachable.class);
        assertThat(sent.get()).as("what goes into buffers").isLessThan(64 << 20);
    }

    @Test
    void a_header_without_an_end_is_given_up() {
        provider.then((request, connection, self) -> {
            OutputStream out = connection.getOutputStream();
            out.write("HTTP/1.1 200 OK\r\nX-More: ".getBytes(UTF_8));
            byte[] more = "x".repeat(1 << 16).getBytes(UTF_8);
            while (!connection.isClosed()) {
                out.write(more); // ends when the client hangs up
            }
        });

        assertThatThrownBy(() -> source.listErrors(QUERY)).isInstanceOf(SourceFailure.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"status\":\"success\",\"result\":{\"total_errors\":\"999999999999999999999999\",\"errors\":[]}}",
                "{\"status\":\"success\",\"result\":{\"total_errors\":-1,\"errors\":[]}}",
                "{\"status\":\"success\",\"result\":{\"total_errors\":1e999999999,\"errors\":[]}}"
            })
    void absurd_numbers_are_unreadable(String answer) {
        provider.then(answers(200, "", answer));

        assertThatThrownBy(() -> source.listErrors(QUERY)).isInstanceOf(SourceFailure.Unreadable.class);
    }

    @Test
    void deep_json_and_long_numbers_and_names_are_unreadable() {
        for (String hostile : List.of(
                "[".repeat(500_000),
                "{\"a\":".repeat(200_000),
                "{\"status\":" + "9".repeat(800_000) + "}",
                "{\"" + "a".repeat(800_000) + "\":1}")) {
            provider.then(answers(200, "", hostile));

            assertThatThrownBy(() -> source.listErrors(QUERY)).isInstanceOf(SourceFailure.Unreadable.class);
            assertThatThrownBy(() -> source.fetchLog(LOG)).isInstanceOf(SourceFailure.Unreadable.class);
        }
    }

    @Test
    void a_gzip_bomb_is_given_up() throws IOException {
        provider.then(answers(200, "Content-Encoding: gzip\r\n", gzip(new byte[64 << 20])));

        assertThatThrownBy(() -> source.listErrors(QUERY))
                .isInstanceOf(SourceFailure.TooLarge.class)
                .hasMessage("calls/errors returned more than 1048576 bytes");
    }

    @Test
    void a_broken_gzip_is_unreadable() {
        provider.then(answers(200, "Content-Encoding: gzip\r\n", "no gzip"));

        assertThatThrownBy(() -> source.listErrors(QUERY)).isInstanceOf(SourceFailure.Unreadable.class);
    }

    @Test
    void an_interrupt_ends_the_request_and_stays_set() {
        provider.then(ScriptedProvider.stalls(""));
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> source.listErrors(QUERY)).isInstanceOf(SourceFailure.Interrupted.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void knows_how_far_the_clocks_are_apart() {
        assertThat(source.skew()).isEmpty();
        provider.then(answers(500, "Date: Wed, 01 May 2024 11:59:50 GMT\r\n", ""));

        assertThatThrownBy(() -> source.listErrors(QUERY)).isInstanceOf(SourceFailure.ServerTrouble.class);
        assertThat(source.skew()).contains(Duration.ofSeconds(10));
    }

    @Test
    void knows_nothing_of_the_clocks_after_a_response_without_a_date() {
        provider.then(answers(500, "Date: Wed, 01 May 2024 11:59:50 GMT\r\n", ""));
        provider.then(answers(500, "", ""));

        assertThatThrownBy(() -> source.listErrors(QUERY)).isInstanceOf(SourceFailure.ServerTrouble.class);
        assertThatThrownBy(() -> source.listErrors(QUERY)).isInstanceOf(SourceFailure.ServerTrouble.class);

        assertThat(source.skew()).isEmpty();
    }

    @Test
    void an_account_that_is_closed_ends_its_own_requests_and_no_others() throws InterruptedException {
        provider.then(ScriptedProvider.stalls("HTTP/1.1 200 OK\r\nContent-Length: 500000\r\n\r\n{"));
        try (PlumClient client = new PlumClient()) {
            PlumSource closed = shared(client);
            PlumSource kept = shared(client);
            CompletableFuture<Throwable> failure = failureOf(closed);
            CompletableFuture<Throwable> other = failureOf(kept);
            while (provider.requests().size() < 2) {
                Thread.onSpinWait();
            }

            closed.close();

            assertThat(failure.join()).isInstanceOf(SourceFailure.Unreachable.class);
            assertThatThrownBy(() -> closed.listErrors(QUERY)).isInstanceOf(SourceFailure.Unreachable.class);
            assertThat(other).isNotDone();
            provider.then(answers(200, "", ERRORS));
            assertThat(kept.listErrors(QUERY).rows()).hasSize(1);
            kept.close();
            assertThat(other.join()).isInstanceOf(SourceFailure.Unreachable.class);
        }
    }

    private PlumSource shared(PlumClient client) {
        PlumSettings settings = PlumSettings.of(provider.url(), "user", "pass");
        return new PlumSource(settings, Clock.fixed(NOW, ZoneOffset.UTC), client, limit -> {});
    }

    private static CompletableFuture<Throwable> failureOf(PlumSource source) {
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        var unused = Thread.ofVirtual()
                .uncaughtExceptionHandler((thread, thrown) -> failure.complete(thrown))
                .start(() -> source.listErrors(QUERY));
        return failure;
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(content);
        }
        return packed.toByteArray();
    }

    private static PlumSource source(URI url, Duration timeout, long mostBytes) {
        PlumSettings settings =
                new PlumSettings(url, "user", () -> "p\u00e4ss", WireFormat.JSON, timeout, mostBytes, "test/1", false);
        return new PlumSource(settings, Clock.fixed(NOW, ZoneOffset.UTC));
    }
}
