package dev.callvault.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.Await;
import dev.callvault.Proof;
import dev.callvault.simulator.Fault;
import dev.callvault.simulator.Simulator;
import dev.callvault.simulator.SimulatorSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ten read a log of 110 MB at once from a daemon with a heap of 256 MiB, which goes on archiving meanwhile. Takes
 * minutes: the server unpacks the whole log for each piece.
 */
@Proof
class LargeLogReadersTest {
    private static final int LINES = 110_000;
    private static final String SERVING = "serving at (http://[^ \\s]+)";

    /** Of about a thousand bytes, and each another one: pieces in a wrong order would show. */
    private static final String SQL_LINE =
            "n || E' a \"quoted\" line, mit \\u00dcmlauten & <tags> ' || repeat('x', 960) || E'\\n'";

    private static final int READ = 64 << 10;

    private final CountDownLatch reading = new CountDownLatch(1);
    private final CountDownLatch archived = new CountDownLatch(1);
    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    private EmbeddedPostgres server;

    @SuppressWarnings("NullAway.Init")
    private Simulator provider;

    private static String line(int number) {
        return number + " a \"quoted\" line, mit \u00dcmlauten & <tags> " + "x".repeat(960) + "\n";
    }

    /** The whole log, as some service writes it. */
    private static String hash(Function<String, String> written) {
        MessageDigest sha256 = sha256();
        IntStream.rangeClosed(1, LINES)
                .forEach(it -> sha256.update(written.apply(line(it)).getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(sha256.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @BeforeEach
    void start() throws IOException {
        server = EmbeddedPostgres.builder()
                .setPGStartupWait(Duration.ofMinutes(10))
                .setServerConfig("fsync", "off")
                .start();
        provider =
                Simulator.start(SimulatorSettings.demo(4).withCallsPerDay(10).withLatePerMille(0), Clock.systemUTC());
    }

    @AfterEach
    void close() throws IOException {
        http.close();
        provider.close();
        server.close();
    }

    @Test
    void ten_readers_get_every_byte_while_the_daemon_archives_a_new_call()
            throws IOException, InterruptedException, ExecutionException {
        provider.faults().on(Fault.NEWEST_MISSING, "calls/logs", 3, Long.MAX_VALUE);
        Program program = program();
        Process daemon = program.start("run");
        try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
            Await.until(
                    "the first logs",
                    () -> isAllArchived(daemon) && address(program).find());
            long known = ask("SELECT count(*) FROM archive.calls");
            long log = ask("SELECT min(log_id) FROM archive.call_logs");
            enlarge(log);
            URI base = URI.create(served(program));
            List<Future<String>> read = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                read.add(readers.submit(() -> download(base.resolve("/calls/1/" + log + "/log"))));
                read.add(readers.submit(() -> json(base.resolve("/ws/calls/log/" + log))));
                read.add(readers.submit(() -> xml(base.resolve("/ws/calls/log/" + log))));
            }
            Future<String> page = readers.submit(() -> page(base.resolve("/calls/1/" + log)));

            reading.await();
            provider.faults().allOff();
            Await.until(
                    "the new calls",
                    () -> isAllArchived(daemon) && ask("SELECT count(*) FROM archive.calls") >= known + 3);
            archived.countDown();

            String plain = hash(it -> it);
            String json = hash(it -> it.replace("\"", "\\\"").replace("\n", "\\n"));
            String xml =
                    hash(it -> it.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
            for (int i = 0; i < read.size(); i += 3) {
                assertThat(read.get(i).get()).as("download").isEqualTo(plain);
                assertThat(read.get(i + 1).get()).as("JSON").isEqualTo(json);
                assertThat(read.get(i + 2).get()).as("XML").isEqualTo(xml);
            }
            List<String> shown = shown(page.get());
            assertThat(shown).as("lines on the page").hasSizeGreaterThan(1000);
            assertThat(shown)
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, shown.size())
                            .mapToObj(it -> line(it).strip())
                            .toList());
            assertThat(daemon.isAlive()).isTrue();
            assertThat(program.err()).doesNotContain("OutOfMemoryError");
        } finally {
            archived.countDown();
            daemon.destroyForcibly();
            Await.end(daemon);
        }
    }

    private Program program() {
        return new Program(directory)
                .withJava("-Xmx256m", "-Dlogback.configurationFile=logback.xml") // the tests' own says little
                .with("CALLVAULT_ACCOUNT_URL", provider.baseUrl())
                .with("CALLVAULT_ACCOUNT_USERNAME", "demo")
                .with("CALLVAULT_ACCOUNT_PASSWORD", "demo")
                .with("CALLVAULT_DATABASE_URL", "jdbc:postgresql://localhost:" + server.getPort() + "/postgres")
                .with("CALLVAULT_DATABASE_USERNAME", "postgres")
                .with("CALLVAULT_SERVE_PORT", 0)
                .with("CALLVAULT_SCHEDULE_LIST", "2s")
                .with("CALLVAULT_SCHEDULE_FETCH", "2s");
    }

    private static Matcher address(Program program) {
        return Pattern.compile(SERVING).matcher(program.err());
    }

    private static String served(Program program) {
        Matcher address = address(program);
        assertThat(address.find()).isTrue();
        return address.group(1);
    }

    private boolean isAllArchived(Process daemon) {
        assertThat(daemon.isAlive()).as("the daemon").isTrue();
        return ask("SELECT count(*) FROM archive.calls") > 0
                && ask("SELECT count(*) FROM archive.calls WHERE log_state <> 'archived'") == 0;
    }

    /** As if the provider had sent so much: nothing else of the archive depends on a log's text. */
    private void enlarge(long log) {
        String text =
                "(SELECT string_agg(" + SQL_LINE + ", '' ORDER BY n) FROM generate_series(1, " + LINES + ") AS n)";
        assertThat(ask("WITH large AS MATERIALIZED (SELECT " + text + " AS body), stored AS (UPDATE archive.call_logs"
                        + " SET body = large.body, body_bytes = NULL,"
                        + " sha256 = sha256(convert_to(large.body, 'UTF8')), size_bytes = octet_length(large.body)"
                        + " FROM large WHERE log_id = " + log + " RETURNING size_bytes) SELECT size_bytes FROM stored"))
                .isGreaterThan(110_000_000);
    }

    private long ask(String sql) {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getLong(1) : -1;
        } catch (SQLException notYet) {
            return -1;
        }
    }

    private String download(URI uri) throws IOException, InterruptedException {
        try (InputStream bytes = open(uri, "*/*")) {
            return hash(bytes, "", "");
        }
    }

    private String json(URI uri) throws IOException, InterruptedException {
        return between("\"log\":\"", "\"}}", uri, "application/json");
    }

    private String xml(URI uri) throws IOException, InterruptedException {
        return between("<log>1 ", "</log>\n</result>\n</log>\n", uri, "application/xml");
    }

    private String page(URI uri) throws IOException, InterruptedException {
        try (InputStream bytes = open(uri, "text/html")) {
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The messages of the page, without the last: it may be cut where the page's part ends. */
    private static List<String> shown(String page) {
        List<String> messages = Pattern.compile("<td><bdi>([^<]*)</bdi></td></tr>")
                .matcher(page)
                .results()
                .map(it -> it.group(1).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
                .toList();
        return messages.subList(0, Math.max(0, messages.size() - 1));
    }

    private InputStream open(URI uri, String accepted) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Accept", accepted)
                .header("Authorization", "Basic ZGVmYXVsdDp4") // default:x; without users, any password will do
                .build();
        HttpResponse<InputStream> response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).as(uri.toString()).isEqualTo(200);
        return new BufferedInputStream(response.body(), READ);
    }

    /** Hashes what is between the head and the tail of a response; the head may end with how the log begins. */
    private String between(String head, String tail, URI uri, String accepted)
            throws IOException, InterruptedException {
        try (InputStream bytes = open(uri, accepted)) {
            StringBuilder begun = new StringBuilder();
            while (begun.indexOf(head) < 0) {
                int next = bytes.read();
                assertThat(next).as("a response that has begun: %s", begun).isNotNegative();
                begun.append((char) next);
            }
            return hash(bytes, begun.toString().endsWith("1 ") ? "1 " : "", tail);
        }
    }

    /** Hashes what came before and all bytes but the tail; waits in the midst until the new call is archived. */
    private String hash(InputStream bytes, String before, String tail) throws IOException, InterruptedException {
        MessageDigest sha256 = sha256();
        sha256.update(before.getBytes(StandardCharsets.UTF_8));
        byte[] buffer = new byte[READ + tail.length()];
        int kept = 0;
        for (int count = bytes.readNBytes(buffer, 0, READ); count > 0; count = bytes.readNBytes(buffer, kept, READ)) {
            reading.countDown();
            archived.await();
            int all = kept + count;
            kept = Math.min(all, tail.length());
            sha256.update(buffer, 0, all - kept);
            System.arraycopy(buffer, all - kept, buffer, 0, kept);
        }
        assertThat(new String(buffer, 0, kept, StandardCharsets.UTF_8)).isEqualTo(tail);
        return HexFormat.of().formatHex(sha256.digest());
    }
}
