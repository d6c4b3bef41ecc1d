package dev.callvault.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.Proof;
import dev.callvault.config.Settings;
import dev.callvault.config.read.SettingsLoader;
import dev.callvault.report.backup.BackupDirectory;
import dev.callvault.simulator.SimulatorSettings;
import dev.callvault.store.postgres.server.EmbeddedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Doctor looks and tells: what it finds is as it was, and the provider is asked once. */
class DoctorTest {
    /** What a look may leave: whether the login was accepted, and the request in the shared budget. */
    private static final List<String> OF_REQUESTS = List.of("logins", "budgets", "budget_shares");

    private static final String CONTENT = """
            SELECT relname || ' ' || coalesce(md5(query_to_xml('SELECT * FROM archive.' || relname || ' AS t ORDER BY t::text',
                                                               true, false, '')::text), '')
            FROM pg_class WHERE relnamespace = to_regnamespace('archive') AND relkind IN ('r', 'p') ORDER BY relname""";

    private final Scene scene =
            Scene.of(SimulatorSettings.demo(7).withCallsPerDay(8).withBusySince(Scene.BUSY_SINCE));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @AfterEach
    void close() {
        scene.close();
    }

    private Map<String, Check> examine(Settings settings) {
        Map<String, Check> checks = new LinkedHashMap<>();
        new Doctor(settings, scene.clock).examine().forEach(it -> {
            assertThat(checks).as("a line for each check").doesNotContainKey(it.name());
            checks.put(it.name(), it);
        });
        return checks;
    }

    private static Check of(Map<String, Check> checks, String name) {
        assertThat(checks).containsKey(name);
        return checks.getOrDefault(name, Check.ok(name, ""));
    }

    private long asked() {
        return scene.simulator.requests().beginnings().size();
    }

    private List<String> content() {
        return scene.archived.rows(CONTENT).stream()
                .filter(it -> OF_REQUESTS.stream().noneMatch(it::startsWith))
                .toList();
    }

    private Settings inDirectory(Path data) {
        return SettingsLoader.load(
                Map.of(
                        "CALLVAULT_ACCOUNT_URL",
                        scene.simulator.baseUrl().toString(),
                        "CALLVAULT_ACCOUNT_USERNAME",
                        "demo",
                        "CALLVAULT_ACCOUNT_PASSWORD",
                        "demo",
                        "CALLVAULT_DATA_DIR",
                        data.toString()),
                Optional.empty());
    }

    private static void isUnchecked(Map<String, Check> checks, String... names) {
        for (String name : names) {
            assertThat(of(checks, name).detail()).as(name).startsWith("not checked: ");
        }
    }

    @Test
    void an_archive_stays_as_it_is_even_where_the_configuration_has_something_else() {
        scene.archive();
        List<String> before = content();
        long asked = asked();

        Map<String, Check> checks = examine(scene.with("CALLVAULT_ACCOUNT_ZONE", "Asia/Kolkata")
                .with("CALLVAULT_KEEP_BODIES", "P2D")
                .settings());

        assertThat(checks.values()).noneMatch(it -> it.verdict().isBad());
        assertThat(content()).isEqualTo(before);
        assertThat(asked() - asked).isOne();
        assertThat(of(checks, "schema").detail()).isEqualTo("up to date");
    }

    @Test
    void a_backup_of_the_future_does_not_look_young() throws IOException {
        String now = BackupDirectory.name(scene.clock.instant());
        Files.createFile(directory.resolve(now));
        Scene with = scene.with("CALLVAULT_BACKUP_DIRECTORY", directory.toString());

        assertThat(of(examine(with.settings()), "backup").verdict()).isEqualTo(Check.Verdict.OK);

        Files.move(directory.resolve(now), directory.resolve("callvault-20361120T201030Z.zip"));
        Check check = of(examine(with.settings()), "backup");
        assertThat(check.verdict()).isEqualTo(Check.Verdict.WARNING);
        assertThat(check.detail()).contains("callvault-20361120T201030Z.zip", "lies in the future");
    }

    @ParameterizedTest
    @CsvSource({"demo, OK", "wrong, REFUSED"})
    void an_account_that_the_archive_does_not_know_is_asked_for_and_stays_unknown(
            String password, Check.Verdict verdict) {
        Map<String, Check> checks = examine(scene.settings(scene.simulator.baseUrl(), password));

        assertThat(of(checks, "credentials default").verdict()).isEqualTo(verdict);
        assertThat(scene.archived.count("SELECT count(*) FROM archive.accounts"))
                .isZero();
        assertThat(asked()).isOne();
    }

    @Test
    void makes_no_schema() {
        scene.archived.execute("DROP SCHEMA archive CASCADE");
        scene.archived.execute("DROP SCHEMA reporting CASCADE");

        Map<String, Check> checks = examine(scene.settings());

        assertThat(checks.values()).noneMatch(it -> it.verdict().isBad());
        assertThat(of(checks, "schema").detail()).isEqualTo("none yet; the first run makes it");
        isUnchecked(checks, "privileges", "readers", "other logins", "nodes");
        assertThat(scene.archived.count("SELECT count(*) FROM pg_namespace WHERE nspname IN ('archive', 'reporting')"))
                .isZero();
        assertThat(asked()).isOne();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            UPDATE archive.flyway_schema_history SET success = false WHERE version = '7' | failed and left it unfinished: version 7
            UPDATE archive.flyway_schema_history SET version = '900' WHERE version = '7' | used by a newer version of Callvault
            UPDATE archive.flyway_schema_history SET checksum = 1 WHERE version = '5'    | development version from before 1.0
            DROP TABLE archive.flyway_schema_history                                     | that Callvault did not make
            """)
    void a_schema_that_a_run_would_refuse_is_named(String sql, String words) {
        scene.archived.execute(sql);
        List<String> before = content();

        Map<String, Check> checks = examine(scene.settings());

        assertThat(of(checks, "schema").verdict()).isEqualTo(Check.Verdict.FAILED);
        assertThat(of(checks, "schema").detail()).contains(words, "Nothing was changed.");
        assertThat(of(checks, "database").verdict()).isEqualTo(Check.Verdict.OK);
        isUnchecked(checks, "privileges", "nodes");
        assertThat(content()).isEqualTo(before);
        assertThat(asked()).isOne();
    }

    @Test
    void an_older_schema_is_left_to_the_next_run() {
        scene.archive();
        scene.archived.execute("UPDATE archive.flyway_schema_history SET checksum = 1 WHERE version IS NULL");
        List<String> before = content();
        long asked = asked();

        Map<String, Check> checks = examine(scene.settings());

        assertThat(of(checks, "schema").verdict()).isEqualTo(Check.Verdict.OK);
        assertThat(of(checks, "schema").detail()).contains("older than this program", "'callvault migrate'");
        isUnchecked(checks, "privileges");
        assertThat(content()).isEqualTo(before);
        assertThat(asked() - asked).isOne();
    }

    @Test
    void what_fails_after_the_provider_was_asked_is_no_reason_to_ask_again() {
        scene.archive();
        scene.archived.execute("DROP TABLE archive.nodes CASCADE");
        long asked = asked();

        Map<String, Check> checks = examine(scene.settings());

        assertThat(of(checks, "nodes").verdict()).isEqualTo(Check.Verdict.FAILED);
        assertThat(asked() - asked).isOne();
    }

    @Test
    void a_database_that_is_away_is_no_reason_not_to_ask_the_provider() {
        Map<String, Check> checks = examine(scene.with("CALLVAULT_DATABASE_URL", "jdbc:postgresql://127.0.0.1:1/x")
                .settings());

        assertThat(of(checks, "database").verdict()).isEqualTo(Check.Verdict.FAILED);
        assertThat(of(checks, "credentials default").verdict()).isEqualTo(Check.Verdict.OK);
        isUnchecked(checks, "schema", "privileges", "readers", "other logins", "nodes", "disk");
        assertThat(asked()).isOne();
    }

    @Test
    void makes_no_directory_and_no_server() {
        Path data = directory.resolve("not/there/yet");

        Map<String, Check> checks = examine(inDirectory(data));

        assertThat(checks.values()).noneMatch(it -> it.verdict().isBad());
        isUnchecked(checks, "database", "schema", "privileges", "readers", "other logins", "nodes");
        assertThat(of(checks, "database").detail()).contains(data.toString());
        assertThat(directory).isEmptyDirectory();
        assertThat(asked()).isOne();
    }

    @Test
    void a_mistyped_data_directory_is_named() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        Map<String, Check> checks = examine(inDirectory(file.resolve("data")));

        assertThat(of(checks, "disk").verdict()).isEqualTo(Check.Verdict.FAILED);
        assertThat(of(checks, "disk").detail()).isEqualTo(file + " is not a directory");
    }

    @Test
    @Proof
    void an_embedded_server_is_started_on_its_own_data_only_and_stopped_again() throws IOException {
        EmbeddedServer.open(directory).close();
        Map<String, String> before = owned();

        Map<String, Check> checks = examine(inDirectory(directory));

        assertThat(of(checks, "database").detail()).contains(", embedded, ");
        assertThat(of(checks, "schema").detail()).isEqualTo("none yet; the first run makes it");
        assertThat(directory.resolve("pgdata/postmaster.pid")).doesNotExist();
        assertThat(owned()).isEqualTo(before);
    }

    /** The data directory's own files; those of PostgreSQL are its own matter. */
    private Map<String, String> owned() throws IOException {
        try (var files = Files.list(directory)) {
            Map<String, String> names = files.collect(
                    Collectors.toMap(it -> directory.relativize(it).toString(), it -> ""));
            names.replace("pgpass", Files.readString(directory.resolve("pgpass")));
            return new HashMap<>(names);
        }
    }
}
