package dev.callvault.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.app.QuickHash;
import dev.callvault.app.Scene;
import dev.callvault.call.CallSummary;
import dev.callvault.config.DatabaseSettings;
import dev.callvault.serve.Door;
import dev.callvault.serve.Logins;
import dev.callvault.serve.User;
import dev.callvault.serve.WebServer;
import dev.callvault.serve.console.Authentication;
import dev.callvault.serve.console.Console;
import dev.callvault.serve.console.Visitor;
import dev.callvault.store.StoreFailure;
import dev.callvault.store.postgres.PostgresArchive;
import dev.callvault.store.postgres.server.Database;
import dev.callvault.store.served.LogReads;
import dev.callvault.store.status.Freshness;
import io.javalin.http.Context;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The pages over real HTTP, drawn from an archived account. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Order(3)
class ConsoleTest {
    private static final Pattern CALL = Pattern.compile("href=\"(/calls/\\d+/\\d+)\"");
    private static final Pattern NEXT = Pattern.compile("href=\"([^\"]+)\" rel=\"next\"");
    private static final Pattern REPORT = Pattern.compile("href=\"(/reports/[a-z_]+)\"");
    private static final Pattern FACTS = Pattern.compile(
            "<dt>From</dt><dd>(?:<[^>]*>)*([^<]*).*?<dt>To</dt><dd>(?:<[^>]*>)*([^<]*)", Pattern.DOTALL);
    private static final Pattern ROW = Pattern.compile(
            "<bdi>(?:in|out)bound</bdi>\\s*</td>\\s*<td>(?:<[^>]*>)*([^<]*)(?:<[^>]*>|\\s)*?<td>(?:<[^>]*>)*([^<]*)");
    private static final String HOSTILE = "<script>alert(\"'&amp;\")</script>\u202e";
    /** Text in which a character that reverses the direction is not at home: neither isolated nor in an attribute. */
    private static final Pattern LOOSE =
            Pattern.compile("\u202e(?![^<]*</bdi>)(?![^<>]*\"[ >])(?![^<]*\u2069)(?![^<]*</td>)");

    private final Scene scene = Scene.small();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Database database = database(scene);
    private final WebServer open = seen(database, true, it -> true);
    private final WebServer bound = seen(database, false, it -> it.equals("another account"));

    @BeforeAll
    void archive() {
        scene.archive();
        open.start();
        bound.start();
    }

    private static Database database(Scene scene) {
        DatabaseSettings settings = scene.settings().database().orElseThrow();
        return new Database(settings.url(), settings.username(), null);
    }

    private WebServer seen(Database database, boolean seesAll, Predicate<String> sees) {
        return server(database, it -> new Visitor("someone", seesAll, sees));
    }

    private WebServer server(Database database, Function<Context, Visitor> visitors) {
        return server(database, new Logins(List.of(), scene.clock), visitors);
    }

    private WebServer server(Database database, Logins logins, Function<Context, Visitor> visitors) {
        PostgresArchive archive = PostgresArchive.forPeople(database);
        Console.Parts parts = new Console.Parts(
                archive.accounts(),
                archive.status(),
                archive.callSearch(),
                archive.numbers(),
                archive.activity(),
                archive.errorKinds(),
                archive.reportViews(),
                new Console.Keeping(archive.forgetting(), archive.keep(), archive.forgotten()));
        Console console = new Console(
                parts,
                ZoneId.of("America/New_York"),
                Freshness.ofDaemon(Duration.ofMinutes(10)),
                scene.clock,
                visitors,
                LogReads.NONE);
        return new WebServer("127.0.0.1", 0, new Door(logins), List.of(console));
    }

    @AfterAll
    void close() {
        open.close();
        bound.close();
        database.close();
        client.close();
        scene.close();
    }

    @Test
    void a_call_is_found_by_its_number_and_its_log_can_be_read_and_downloaded()
            throws IOException, InterruptedException {
        CallSummary call = newest();
        String typed = "(" + call.dest().substring(0, 3) + ") " + call.dest().substring(3);
        String found = body(
                open,
                "/calls?number=" + encoded(typed) + "&session="
                        + encoded(call.sessionId().value()));

        assertThat(calls(found)).hasSize(1);
        String page = body(open, calls(found).iterator().next());
        assertThat(page).contains(call.sessionId().value(), call.dest(), "Fetching http://ivr.example.com/start.vxml");
        assertThat(get(open, calls(found).iterator().next() + "/log").body())
                .isEqualTo(new String(scene.simulator.truth().body(call), StandardCharsets.UTF_8));
    }

    @Test
    void another_call_under_a_known_log_id_is_found_and_shown_beside_the_first()
            throws IOException, InterruptedException {
        CallSummary first = newest();
        scene.archived.execute(
                "INSERT INTO archive.call_conflicts SELECT account_id, log_id, sha256('other'), '7;7;other',"
                        + " direction, '8005550177', '6175550123', started_at - interval '9 days', NULL, 'lost', first_seen_at"
                        + " FROM archive.calls WHERE log_id = " + first.logId());
        scene.archived.readNumbers();
        try {
            assertThat(calls(body(open, "/calls?number=617-555-0123"))).hasSize(1);
            String found = body(open, "/calls?session=" + encoded("7;7;other"));
            assertThat(calls(found)).hasSize(1);
            assertThat(body(open, calls(found).iterator().next()))
                    .contains(first.sessionId().value(), "Other calls with this log id", "7;7;other", "8005550177");
        } finally {
            scene.archived.execute("DELETE FROM archive.call_conflicts");
        }
    }

    @Test
    void each_of_two_calls_under_a_log_id_has_the_names_of_its_own_numbers() throws IOException, InterruptedException {
        CallSummary first = newest();
        scene.archived.execute("INSERT INTO archive.directory SELECT caller_number, src, 'Front desk', NULL, NULL"
                + " FROM archive.calls WHERE log_id = " + first.logId());
        scene.archived.execute(
                "INSERT INTO archive.directory VALUES ('+18005550177', '8005550177', 'Claims line', NULL, NULL)");
        scene.archived.execute(
                "INSERT INTO archive.call_conflicts SELECT account_id, log_id, sha256('other'), '7;7;other',"
                        + " 'inbound', '8005550177', '6175550123', started_at, NULL, 'lost', first_seen_at"
                        + " FROM archive.calls WHERE log_id = " + first.logId());
        scene.archived.readNumbers();
        try {
            assertThat(body(open, "/calls?session=" + encoded("7;7;other")))
                    .contains("Claims line")
                    .doesNotContain("Front desk");
            assertThat(body(open, "/calls?session=" + encoded(first.sessionId().value())))
                    .contains("Front desk")
                    .doesNotContain("Claims line");
        } finally {
            scene.archived.execute("DELETE FROM archive.call_conflicts");
            scene.archived.execute("DELETE FROM archive.directory");
        }
    }

    @Test
    void from_and_to_are_those_of_the_reports_on_every_page_and_in_the_search()
            throws IOException, InterruptedException {
        CallSummary call = newest();
        try {
            for (List<String> row : List.of(
                    List.of("outbound", "clerk@example.com", "6175550101"),
                    List.of("outbound", "6175550101", "8005550100"),
                    List.of("outbound", "clerk@example.com", ""),
                    List.of("inbound", "clerk@example.com", "6175550101"),
                    List.of("inbound", "8005550100", ""))) {
                scene.archived.execute(
                        "UPDATE archive.calls SET direction = '%s', dest = '%s', src = '%s' WHERE log_id = %s"
                                .formatted(row.get(0), row.get(1), row.get(2), call.logId()));
                scene.archived.readNumbers();
                List<String> parties = scene
                        .archived
                        .rows(
                                "SELECT coalesce(nullif(caller, ''), 'withheld') || ' to ' || coalesce(nullif(called, ''), 'withheld')"
                                        + " FROM reporting.calls WHERE log_id = " + call.logId())
                        .stream()
                        .map(it -> it.replaceAll("([0-9]{3})([0-9]{3})([0-9]{4})", "+1 $1-$2-$3"))
                        .toList();
                String path = calls(body(
                                open,
                                "/calls?session=" + encoded(call.sessionId().value())))
                        .iterator()
                        .next();
                assertThat(parties(body(open, path), FACTS)).as("%s", row).isEqualTo(parties);
                for (String number : row.subList(1, 3)) {
                    String found = body(
                            open,
                            "/calls?number=" + encoded(number) + "&session="
                                    + encoded(call.sessionId().value()));
                    assertThat(parties(found, ROW)).as("%s by %s", row, number).isEqualTo(parties);
                }
            }
        } finally {
            scene.archived.execute(
                    "UPDATE archive.calls SET direction = '%s', dest = '%s', src = '%s' WHERE log_id = %s"
                            .formatted(call.direction(), call.dest(), call.src(), call.logId()));
            scene.archived.readNumbers();
        }
    }

    @Test
    void the_calls_page_says_how_it_understands_a_number() throws IOException, InterruptedException {
        for (List<String> row : List.of(
                List.of("617.712.3000", "Read as +1 617-712-3000, "),
                List.of("+45 82 34 56 78", "Read as +4582345678, Denmark."),
                List.of("62262", "Read as the short code \u206862262\u2069."),
                List.of("Anonymous", "Read as a withheld number: the calls whose caller withheld theirs."),
                List.of("Clerk@example.com", "Read as the login \u2068clerk@example.com\u2069."),
                List.of("front desk", "Read as a text that is no telephone number: only calls listed with exactly"))) {
            assertThat(body(open, "/calls?number=" + encoded(row.getFirst())))
                    .contains("aria-describedby=\"notes\"", "<bdi>" + row.getLast());
        }
        assertThat(body(open, "/calls")).doesNotContain("Read as", "aria-describedby=\"notes\"");
    }

    @Test
    void a_call_shows_its_numbers_as_people_read_them_beside_what_the_provider_lists()
            throws IOException, InterruptedException {
        CallSummary call = newest();
        scene.archived.execute(
                "UPDATE archive.calls SET direction = 'inbound', dest = '8005550100', src = 'tel:+4582345678' WHERE log_id = "
                        + call.logId());
        scene.archived.readNumbers();
        try {
            String session = encoded(call.sessionId().value());
            String list = body(open, "/calls?session=" + session);
            String page = body(open, calls(list).iterator().next());

            assertThat(list)
                    .contains("number=%2B4582345678\" title=\"listed as tel:+4582345678\"><bdi>+4582345678</bdi>");
            assertThat(page)
                    .contains(
                            "<bdi>+4582345678</bdi>", "It is no location", "Denmark", "listed as <bdi>tel:+4582345678")
                    .contains("<bdi>+1 800-555-0100</bdi>", "toll-free", "listed as <bdi>8005550100</bdi>");

            scene.archived.execute("UPDATE archive.calls SET src = 'Anonymous' WHERE log_id = " + call.logId());
            scene.archived.readNumbers();
            list = body(open, "/calls?session=" + session);
            assertThat(list).contains("title=\"listed as Anonymous\"><bdi>withheld</bdi>");
            assertThat(calls(body(open, "/calls?number=withheld&session=" + session)))
                    .hasSize(1);
        } finally {
            scene.archived.execute(
                    "UPDATE archive.calls SET direction = '%s', dest = '%s', src = '%s' WHERE log_id = %s"
                            .formatted(call.direction(), call.dest(), call.src(), call.logId()));
            scene.archived.readNumbers();
        }
    }

    /** Who called whom, as a page shows it. */
    private static List<String> parties(String page, Pattern shape) {
        return shape.matcher(page)
                .results()
                .map(it -> it.group(1) + " to " + it.group(2))
                .toList();
    }

    @Test
    void every_call_is_on_exactly_one_of_the_pages() throws IOException, InterruptedException {
        Set<String> seen = new HashSet<>();
        String path = "/calls";
        int listed = 0;
        while (!path.isEmpty()) {
            String page = body(open, path);
            listed += calls(page).size();
            seen.addAll(calls(page));
            Matcher next = NEXT.matcher(page);
            path = next.find() ? next.group(1).replace("&amp;", "&") : "";
        }

        assertThat(seen).hasSize(listed).hasSize(scene.archived.callRows().size());
    }

    @Test
    void searches_narrow_by_direction_errors_time_and_text() throws IOException, InterruptedException {
        assertThat(body(open, "/calls?direction=outbound"))
                .contains("<bdi>outbound</bdi>")
                .doesNotContain("<bdi>inbound</bdi>");
        assertThat(calls(body(open, "/calls?errors=on")).size()).isPositive().isLessThan(50);
        assertThat(calls(body(open, "/calls?from=2026-11-21"))).isEmpty();
        assertThat(calls(body(open, "/calls?to=2026-11-20T15:10"))).hasSize(50);
        assertThat(calls(body(open, "/calls?text=CALL+ENDED"))).hasSize(50);
        assertThat(calls(body(open, "/calls?text=nobody+ever+said+this"))).isEmpty();
        assertThat(body(open, "/calls?from=yesterday")).contains("is not a time");
    }

    @Test
    void what_a_log_or_a_caller_says_stays_text() throws IOException, InterruptedException {
        String text = "'" + HOSTILE.replace("'", "''") + "'";
        try (Scene hostile = Scene.small()) {
            hostile.archive();
            hostile.archived.execute("UPDATE archive.accounts SET name = " + text);
            hostile.archived.execute(
                    "UPDATE archive.calls SET src = %1$s, dest = %1$s, direction = %1$s, session_id = %1$s"
                            .formatted(text));
            hostile.archived.readNumbers();
            hostile.archived.execute(
                    "UPDATE archive.errors SET message = %1$s, session_id = %1$s, occurred_at = timestamptz '%2$s'"
                            .formatted(text, Scene.NOW.minus(Duration.ofHours(1))));
            hostile.archived.execute(
                    "UPDATE archive.sessions SET raw_line = %1$s, session_id = %1$s WHERE started_at > '%2$s'"
                            .formatted(text, Scene.NOW.minus(Duration.ofHours(1))));
            hostile.archived.execute("UPDATE archive.call_logs SET body = " + text);
            hostile.archived.execute("UPDATE archive.runs SET failure = " + text);
            hostile.archived.execute(
                    "INSERT INTO archive.gaps (account_id, stream, from_time, to_time, reason, detected_at)"
                            + " SELECT account_id, 'calls', '%1$s', '%2$s', %3$s, '%2$s' FROM archive.accounts"
                                    .formatted(Scene.NOW.minus(Duration.ofHours(3)), Scene.NOW, text));
            try (Database own = database(hostile);
                    WebServer server = seen(own, true, it -> true)) {
                server.start();
                String calls = body(server, "/calls?number=" + encoded(HOSTILE));
                for (String page : List.of(
                        body(server, "/"),
                        calls,
                        body(server, calls(calls).iterator().next()),
                        body(server, "/coverage"),
                        body(server, "/errors"))) {
                    assertThat(page).contains("&lt;script").doesNotContain("<script>alert");
                    assertThat(LOOSE.matcher(page)
                                    .results()
                                    .map(it -> page.substring(Math.max(0, it.start() - 90), it.start())))
                            .as("not isolated")
                            .isEmpty();
                }
            }
        }
    }

    @Test
    void another_account_is_invisible_to_a_bound_user() throws IOException, InterruptedException {
        String call = calls(body(open, "/calls")).iterator().next();

        assertThat(body(bound, "/")).doesNotContain("Account default").contains("no accounts yet");
        assertThat(calls(body(bound, "/calls?number=" + newest().dest()))).isEmpty();
        assertThat(get(bound, call).statusCode()).isEqualTo(404);
        assertThat(get(bound, call + "/log").statusCode()).isEqualTo(404);
        assertThat(body(bound, "/coverage")).doesNotContain("<h2>default");
        assertThat(body(bound, "/errors")).contains("no error");
    }

    @Test
    void browsers_are_told_to_run_nothing_but_the_consoles_own_files() throws IOException, InterruptedException {
        for (String path : List.of("/", "/calls", "/coverage", "/errors", "/reports", "/reports/callers", "/keeping")) {
            HttpResponse<String> answer = get(open, path);

            assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                    .as(path)
                    .startsWith("default-src 'none'; script-src 'self'; style-src 'self'");
            assertThat(answer.body())
                    .as(path)
                    .doesNotContain("style=\"")
                    .doesNotContain("onclick")
                    .doesNotContain("http://");
        }
        for (String asset : List.of("console.css", "console.js", "icon.svg", "uplot.css", "uplot.js")) {
            assertThat(get(open, "/assets/" + asset).statusCode()).as(asset).isEqualTo(200);
        }
    }

    @Test
    void every_report_shows_its_newest_rows_with_what_the_columns_mean() throws IOException, InterruptedException {
        List<String> paths = REPORT.matcher(body(open, "/reports"))
                .results()
                .map(it -> it.group(1))
                .toList();

        assertThat(paths).hasSizeGreaterThan(15).contains("/reports/calls_by_day", "/reports/archive_health");
        for (String path : paths) {
            assertThat(body(open, path)).as(path).contains("callvault export");
        }
        assertThat(body(open, "/reports/calls_by_day"))
                .contains("title=\"The day, in the reporting zone.\"", "<td><bdi>2026-11-20</bdi></td>");
        assertThat(body(bound, "/reports/calls")).contains("no rows yet");
        assertThat(get(open, "/reports/pg_class").statusCode()).isEqualTo(404);
    }

    @Test
    void without_users_only_this_machine_is_answered_and_with_users_nobody_without_a_password()
            throws IOException, InterruptedException {
        Logins open = new Logins(List.of(), scene.clock);
        User user = new User("ann", QuickHash.of("right"), Set.of("default"));
        Logins closed = new Logins(List.of(user), scene.clock);
        try (WebServer guest = server(database, open, new Authentication(open));
                WebServer users = server(database, closed, new Authentication(closed))) {
            guest.start();
            users.start();

            assertThat(status(guest, "Host: evil.example")).isEqualTo(403);
            assertThat(status(guest, "Host: localhost:8480")).isEqualTo(200);
            assertThat(status(users, "Host: evil.example")).isEqualTo(401);
            assertThat(status(users, "Authorization: Basic " + basic("ann:wrong")))
                    .isEqualTo(401);
            assertThat(status(users, "Authorization: Basic " + basic("ann:right")))
                    .isEqualTo(200);
        }
    }

    private static String basic(String login) {
        return Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }

    /** Over a bare socket: the client of the JDK lets nobody choose the host. */
    private static int status(WebServer server, String header) throws IOException {
        URI address = server.address();
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            String host = header.startsWith("Host:") ? "" : "Host: localhost\r\n";
            socket.getOutputStream()
                    .write(("GET /calls HTTP/1.1\r\n" + host + header + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            return Integer.parseInt(answer.substring(9));
        }
    }

    @Test
    void coverage_shows_what_is_proven_and_what_is_still_open() throws IOException, InterruptedException {
        assertThat(body(open, "/coverage")).contains("cell proven", "cell open").doesNotContain("– lost");
    }

    @Test
    void coverage_goes_back_as_far_as_it_offers_and_tells_the_same_there() throws IOException, InterruptedException {
        LocalDate today =
                scene.clock.instant().atZone(ZoneId.of("America/New_York")).toLocalDate();
        LocalDate first = YearMonth.from(today).minusMonths(12).atDay(1);
        scene.archived.execute(
                "INSERT INTO archive.coverage (account_id, stream, span, total, proven, listed_at) SELECT 1, 'calls',"
                        + " int8range(extract(epoch FROM timestamptz '" + first.minusDays(20)
                        + "')::bigint, extract(epoch FROM timestamptz '"
                        + first + "')::bigint), 0, true, now()");
        scene.archived.execute("UPDATE archive.accounts SET created_at = created_at - interval '2 years'");
        try {
            String page = body(open, "/coverage?until=" + first.plusDays(7));

            assertThat(page).contains(first.minusDays(5) + " 12:00 – proven complete");
            LocalDate last = today;
            while (body(open, "/coverage?until=" + last).contains("/coverage?until=" + last.minusDays(14))) {
                last = last.minusDays(14);
            }
            assertThat(last)
                    .as("every link to earlier weeks leads further, to the last weeks of the year that is shown")
                    .isBetween(today.minusMonths(13), today.minusMonths(13).plusDays(14));
        } finally {
            scene.archived.execute("DELETE FROM archive.coverage WHERE upper(span) <= extract(epoch FROM timestamptz '"
                    + first + "')");
            scene.archived.execute("UPDATE archive.accounts SET created_at = created_at + interval '2 years'");
        }
    }

    @Test
    void a_browser_gets_pages_for_what_goes_wrong_and_other_clients_a_sentence()
            throws IOException, InterruptedException {
        Logins closed = new Logins(List.of(new User("ann", QuickHash.of("right"), Set.of("default"))), scene.clock);
        try (WebServer users = server(database, closed, new Authentication(closed));
                WebServer broken = server(database, it -> {
                    throw new IllegalStateException("a fault");
                });
                WebServer away = server(database, it -> {
                    throw new StoreFailure("could not read", "Try again.", new IllegalStateException("away"));
                })) {
            users.start();
            broken.start();
            away.start();
            for (Wrong wrong : List.of(
                    new Wrong(users, "GET", "/calls", 401, "Log in with your name and password."),
                    new Wrong(open, "GET", "/nothing", 404, "There is no such page."),
                    new Wrong(open, "GET", "/calls/1/999999999", 404, "There is no such call."),
                    new Wrong(open, "POST", "/calls", 405, "This address can only be read"),
                    new Wrong(broken, "GET", "/calls", 500, "This page could not be made"),
                    new Wrong(away, "GET", "/calls", 503, "This cannot be answered at the moment"))) {
                HttpResponse<String> page = send(wrong, "text/html,application/xml;q=0.9,*/*;q=0.8");
                HttpResponse<String> text = send(wrong, "*/*");

                assertThat(List.of(page.statusCode(), text.statusCode()))
                        .as("%s", wrong)
                        .containsOnly(wrong.status());
                assertThat(page.body())
                        .as("%s", wrong)
                        .contains("<nav ", "<h1>", "Go to the overview")
                        .contains(wrong.says());
                assertThat(page.headers().firstValue("Content-Security-Policy"))
                        .as("%s", wrong)
                        .isPresent();
                assertThat(text.body()).as("%s", wrong).startsWith(wrong.says()).doesNotContain("<");
            }
        }
    }

    /** A request that gets no page. */
    private record Wrong(WebServer server, String method, String path, int status, String says) {}

    private HttpResponse<String> send(Wrong wrong, String accept) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(wrong.server().address().resolve(wrong.path()))
                        .method(wrong.method(), HttpRequest.BodyPublishers.noBody())
                        .header("Accept", accept)
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void two_accounts_are_told_apart_and_can_be_shown_alone_on_every_page() throws IOException, InterruptedException {
        assertThat(body(open, "/calls")).doesNotContain("name=\"account\"");
        scene.archived.execute("INSERT INTO archive.accounts (name, base_url, login, zone, created_at)"
                + " SELECT 'second', base_url, 'other', zone, created_at FROM archive.accounts");
        scene.archived.execute(
                "INSERT INTO archive.calls SELECT (SELECT account_id FROM archive.accounts WHERE name = 'second'),"
                        + " log_id, session_id, direction, '8005550100', '6175550199', started_at, ended_at, 'pending', first_seen_at"
                        + " FROM archive.calls ORDER BY started_at DESC LIMIT 1");
        try {
            for (String path : List.of("/", "/calls", "/coverage", "/errors", "/reports/calls")) {
                assertThat(body(open, path)).as(path).contains("<select name=\"account\">", "second");
            }
            assertThat(body(open, "/")).contains("all 2 accounts together", "Calls per hour of second");
            assertThat(body(open, "/?account=second"))
                    .contains("<bdi>second</bdi>")
                    .doesNotContain("Account default");
            assertThat(body(open, "/calls?number=6175550199")).contains("<bdi>second</bdi>");
            assertThat(calls(body(open, "/calls?account=second"))).hasSize(1);
            assertThat(body(open, "/calls?account=second")).contains("1 call.");
            assertThat(body(open, "/calls?account=nope")).contains("No account is named “nope”");
            assertThat(body(open, "/errors?account=second")).contains("no errors");
            assertThat(body(open, "/reports/calls?account=second")).doesNotContain("<bdi>default</bdi>");
            assertThat(body(open, "/errors")).as("the banner").contains("No recent success of <bdi>second</bdi>");
        } finally {
            scene.archived.execute(
                    "DELETE FROM archive.calls WHERE account_id = (SELECT account_id FROM archive.accounts WHERE name = 'second')");
            scene.archived.execute(
                    "DELETE FROM archive.stale_marks WHERE account_id = (SELECT account_id FROM archive.accounts WHERE name = 'second')");
            scene.archived.execute("DELETE FROM archive.accounts WHERE name = 'second'");
        }
    }

    @Test
    void a_kind_of_error_an_hour_and_a_neighbour_lead_to_calls() throws IOException, InterruptedException {
        Matcher kind = Pattern.compile("href=\"(/calls\\?[^\"]*kind=[^\"]*)\"").matcher(body(open, "/errors"));
        assertThat(kind.find()).isTrue();
        Set<String> ofKind = calls(body(open, kind.group(1).replace("&amp;", "&")));
        assertThat(ofKind).isNotEmpty();
        String page = body(open, ofKind.iterator().next());
        assertThat(page).contains("Previous call", "calls of this hour");
        Matcher hour = Pattern.compile("href=\"(/calls\\?[^\"]*from=[^\"]*)\"").matcher(page);
        assertThat(hour.find()).isTrue();
        assertThat(calls(body(open, hour.group(1).replace("&amp;", "&")))).isNotEmpty();
        assertThat(body(open, "/calls"))
                .contains(String.format(
                        Locale.ROOT, "%,d calls.", scene.archived.callRows().size()));
        scene.archived.execute(
                "UPDATE archive.calls SET caller_kind = 'number', caller_number = coalesce(caller_number,"
                        + " archive.caller(direction, dest, src)) WHERE archive.caller(direction, dest, src) <> ''");
        assertThat(body(open, "/reports/callers")).contains("<a href=\"/calls?account=default&amp;number=");
        assertThat(body(open, "/coverage"))
                .contains("before the archive began", "no longer available", "not yet", "the provider has no log");
    }

    @Test
    void a_number_of_the_directory_is_shown_with_its_name() throws IOException, InterruptedException {
        String call = newest().logId().toString();
        scene.archived.execute("UPDATE archive.calls SET called_number = '+18005550187' WHERE log_id = " + call);
        scene.archived.execute(
                "INSERT INTO archive.directory VALUES ('+18005550187', '800-555-0187', 'Claims <line>', 'Claims', NULL)");
        try {
            String named = "<span class=\"hint\"><bdi>Claims &lt;line&gt;</bdi></span>";

            String page = body(open, "/calls");
            assertThat(page).containsOnlyOnce(named);
            assertThat(calls(page).stream()
                            .filter(it -> it.endsWith("/" + call))
                            .toList())
                    .singleElement()
                    .satisfies(it -> assertThat(body(open, it)).containsOnlyOnce(named));
            assertThat(body(open, "/reports/directory"))
                    .contains("number=%2B18005550187\"", "<bdi>Claims &lt;line&gt;</bdi>");
            assertThat(body(open, "/reports/numbers_by_day")).contains("<bdi>Claims &lt;line&gt;</bdi>");
        } finally {
            scene.archived.execute("DELETE FROM archive.directory");
        }
    }

    @Test
    void a_long_text_is_clipped_and_can_be_seen_whole() throws IOException, InterruptedException {
        CallSummary call = newest();
        String session = "x".repeat(200);
        scene.archived.execute("UPDATE archive.calls SET session_id = '%s', dest = '%s' WHERE log_id = %s"
                .formatted(session, session, call.logId()));
        scene.archived.readNumbers();
        try {
            String found = body(open, "/calls?session=" + session);
            assertThat(found).contains("<bdi class=\"clip\" title=\"" + session + "\">" + session + "</bdi>");
            assertThat(body(open, "/reports/calls")).contains("class=\"clip\"", "title=\"" + session);
        } finally {
            scene.archived.execute("UPDATE archive.calls SET session_id = '%s', dest = '%s' WHERE log_id = %s"
                    .formatted(call.sessionId().value(), call.dest(), call.logId()));
            scene.archived.readNumbers();
        }
    }

    @Test
    void holds_erasures_and_keep_periods_are_shown_to_who_may_see_them() throws IOException, InterruptedException {
        scene.archived.execute(
                "INSERT INTO archive.holds (kind, value, placed_at) VALUES ('number', '6175550101', '2026-11-20')");
        scene.archived.execute(
                "INSERT INTO archive.forgotten_sessions SELECT account_id, 'x', '2026-11-20' FROM archive.accounts");
        try {
            assertThat(body(open, "/keeping"))
                    .contains("number=6175550101", "forever", "remembered without the number");
            assertThat(body(bound, "/keeping"))
                    .contains("only users of all accounts", "Nothing has been erased")
                    .doesNotContain("6175550101");
            try (WebServer only = seen(database, false, it -> it.equals("default"))) {
                only.start();
                assertThat(body(only, "/keeping"))
                        .as("bound to the only account so far")
                        .doesNotContain("6175550101");
            }
        } finally {
            scene.archived.execute("DELETE FROM archive.holds");
            scene.archived.execute("DELETE FROM archive.forgotten_sessions");
        }
    }

    private CallSummary newest() {
        return scene.simulator
                .truth()
                .calls(scene.archived.past(Duration.ofDays(5)))
                .getLast();
    }

    private static Set<String> calls(String page) {
        Set<String> paths = new HashSet<>();
        CALL.matcher(page).results().forEach(it -> paths.add(it.group(1)));
        return paths;
    }

    private static String encoded(String text) {
        return java.net.URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private String body(WebServer server, String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = get(server, path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }

    private HttpResponse<String> get(WebServer server, String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(server.address().resolve(path)).build();
        return client.send(request, BodyHandlers.ofString());
    }
}
