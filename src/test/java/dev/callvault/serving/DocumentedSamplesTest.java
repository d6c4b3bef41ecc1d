package dev.callvault.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.callvault.app.Archived;
import dev.callvault.app.MovableClock;
import dev.callvault.app.Scene;
import dev.callvault.app.TestServer;
import dev.callvault.app.daemon.ServedArchive;
import dev.callvault.config.DatabaseSettings;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The provider's documented commands and programs work against the archive with only the host changed. */
class DocumentedSamplesTest {
    private static final String HOST = "https://hosting.plumvoice.com";
    private static final Map<String, String> EXPECTED = Map.of(
            "logs", "<total_logs>2</total_logs>",
            "log", "<log>line one &lt;b&gt;\nline two</log>",
            "sessions", "<total_sessions>1</total_sessions>",
            "errors", "Max Disconnect Count Exceeded</error>");

    private static ServedArchive served;

    @TempDir
    private Path directory;

    @BeforeAll
    static void serve() {
        DatabaseSettings database = TestServer.freshDatabase();
        MovableClock clock = new MovableClock(Scene.NOW);
        // The truth is not asked for: these are the documented calls, of 2017.
        Archived archive = new Archived(database, null, clock);
        archive.execute("""
                INSERT INTO archive.accounts (name, base_url, zone, created_at) VALUES ('main', 'x', 'America/New_York', now());
                INSERT INTO archive.calls SELECT account_id, 421752831, '400050;000;1510159646', 'inbound', '6177123000',
                    '2125551234', to_timestamp(1510159657), to_timestamp(1510159689), 'archived', now() FROM archive.accounts;
                INSERT INTO archive.calls SELECT account_id, 421627729, '300025;000;1510142108', 'inbound', '6177123000',
                    '7185551234', to_timestamp(1510142148), to_timestamp(1510142215), 'archived', now() FROM archive.accounts;
                INSERT INTO archive.call_logs SELECT account_id, 421627729, to_timestamp(1510142148),
                    E'line one <b>\\nline two', NULL, '\\x00', 1, 'Boston', NULL, now() FROM archive.accounts;
                INSERT INTO archive.sessions SELECT account_id, '\\x01', 1, 'inbound', '7185551234', 3, '6177123000',
                    '200035;003;1509734279', to_timestamp(1509734310), to_timestamp(1509734339), 29, true, false,
                    'inbound 7185551234 3 [03/Nov/2017:14:38:30 -0500] 6177123000 200035;003;1509734279 1509734310 1509734339 00:00:29',
                    now() FROM archive.accounts;
                INSERT INTO archive.errors SELECT account_id, '\\x01', 1, to_timestamp(1509734310), '2125551234', 6, '6177123000',
                    '100025;006;1479411625', 'Max Disconnect Count Exceeded', true, false, false,
                    'error 2125551234 6 [03/Nov/2017:14:38:30 -0400] 6177123000 100025;006;1479411625 Max Disconnect Count Exceeded',
                    now() FROM archive.accounts
                """);
        archive.readNumbers();
        served = new ServedArchive(database, clock);
    }

    @AfterAll
    static void stop() {
        served.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"logs", "log", "sessions", "errors"})
    void curl_command_works(String service) throws IOException, InterruptedException {
        assumeTrue(isInstalled("curl"), "curl is not installed (apt-get install curl)");

        assertThat(run("sh", sample(service + ".sh"))).contains("<status>success</status>", EXPECTED.get(service));
    }

    @ParameterizedTest
    @ValueSource(strings = {"logs", "log", "sessions", "errors"})
    void php_program_works(String service) throws IOException, InterruptedException {
        assumeTrue(isInstalled("php"), "PHP is not installed (apt-get install php-cli php-curl)");

        assertThat(run("php", sample(service + ".php"))).contains("<status>success</status>", EXPECTED.get(service));
    }

    private Path sample(String name) throws IOException {
        try (InputStream in = DocumentedSamplesTest.class.getResourceAsStream("/documented/samples/" + name)) {
            String text = new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
            assertThat(text).contains(HOST);
            return Files.writeString(
                    directory.resolve(name), text.replace(HOST, served.address().toString()));
        }
    }

    private static String run(String program, Path file) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(program, file.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private static boolean isInstalled(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(it -> Files.isExecutable(Path.of(it, program)));
    }
}
