package dev.callvault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.Proof;
import dev.callvault.app.Archived;
import dev.callvault.app.TestServer;
import dev.callvault.config.DatabaseSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** No command touches an archive whose schema is not this program's: it says so in a sentence, and what to do in another. */
class OtherSchemaTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-20T20:10:30Z"), ZoneOffset.UTC);

    private static final List<String> COMMANDS = List.of(
            "archive",
            "status",
            "gaps",
            "gaps acknowledge g1 --reason known",
            "verify",
            "export calls",
            "search error",
            "redact",
            "erase --number 2125551234 --yes",
            "erasures",
            "hold",
            "hold --number 2125551234 --reason lawsuit",
            "reader",
            "reader jo --revoke",
            "keep",
            "account moved main",
            "account rename main acme",
            "account close main",
            "account remove main --yes",
            "import " + System.getProperty("java.io.tmpdir"),
            "backup " + System.getProperty("java.io.tmpdir") + "/never-written.zip",
            "move --to-data-directory " + System.getProperty("java.io.tmpdir") + "/never-made",
            "erasures --journal " + System.getProperty("java.io.tmpdir") + "/never-written.zip",
            "migrate");

    /** Asks no archive, or is asked of below; the daemon waits for a schema that fits, and to restore needs an empty one. */
    private static final List<String> OTHERS = List.of("config", "connection", "demo", "doctor", "restore", "run");

    /** What happened to the schema, and what has to be said of it. */
    private static final Map<String, List<String>> SCHEMAS = Map.of(
            "UPDATE archive.flyway_schema_history SET version = '900' WHERE version = '7'",
            List.of("is used by a newer version of Callvault", "Nothing was changed. Use that version or a later one."),
            "UPDATE archive.flyway_schema_history SET success = false WHERE version = '7'",
            List.of(
                    "a migration of this archive's schema failed and left it unfinished: version 7, search",
                    "Nothing was changed. Restore the database from a backup, or archive anew into an empty one."));

    private static final String STATE = """
            SELECT (SELECT count(*) FROM pg_class), (SELECT md5(string_agg(h::text, '' ORDER BY installed_rank))
                                                     FROM archive.flyway_schema_history AS h),
                   (SELECT count(*) FROM archive.accounts), (SELECT count(*) FROM archive.nodes),
                   (SELECT count(*) FROM archive.holds), (SELECT count(*) FROM archive.erasures)""";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path directory;

    private static final Map<String, Archived> ARCHIVES = new HashMap<>();

    @BeforeAll
    static void archives() throws IOException {
        for (String sql : SCHEMAS.keySet()) {
            DatabaseSettings database = TestServer.freshDatabase();
            Archived archived = new Archived(database, null, CLOCK);
            archived.execute(sql);
            ARCHIVES.put(sql, archived);
            Files.writeString(config(sql), """
                    accounts:
                      - {name: main, url: "http://127.0.0.1:1/ws", username: me, password: secret}
                    database: {url: "%s", username: "%s"}
                    """.formatted(database.url(), database.username()));
        }
    }

    private static Path config(String sql) {
        return directory.resolve(Integer.toHexString(sql.hashCode()) + ".yaml");
    }

    static Stream<Arguments> everyCommandOnEachSchema() {
        return SCHEMAS.keySet().stream().flatMap(sql -> COMMANDS.stream().map(it -> Arguments.of(it, sql)));
    }

    static Stream<Arguments> aRunOnEachSchema() {
        return SCHEMAS.keySet().stream().map(it -> Arguments.of("archive", it));
    }

    @ParameterizedTest
    @MethodSource("aRunOnEachSchema")
    void a_run_says_what_is_wrong_and_changes_nothing(String command, String sql) {
        a_command_says_what_is_wrong_and_changes_nothing(command, sql);
    }

    @ParameterizedTest
    @Proof
    @MethodSource("everyCommandOnEachSchema")
    void a_command_says_what_is_wrong_and_changes_nothing(String command, String sql) {
        Archived archived = Objects.requireNonNull(ARCHIVES.get(sql));
        List<String> before = archived.rows(STATE);
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();

        int exitCode = Main.commandLine(CLOCK)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute((command + " --config " + config(sql)).split(" ", -1));

        List<String> words = Objects.requireNonNull(SCHEMAS.get(sql));
        assertThat(err.toString().lines()).as(err.toString()).hasSize(2);
        assertThat(err.toString()).startsWith("callvault: ").contains(words).doesNotContainIgnoringCase("repair");
        assertThat(out.toString()).isEmpty();
        assertThat(exitCode).isOne();
        assertThat(archived.rows(STATE)).isEqualTo(before);
    }

    @Test
    void no_command_with_a_configuration_is_forgotten() {
        TreeSet<String> asked = new TreeSet<>(OTHERS);
        COMMANDS.forEach(it -> asked.add(it.split(" ", -1)[0]));

        assertThat(Main.commandLine(CLOCK).getSubcommands().entrySet().stream()
                        .filter(it -> it.getValue().getCommandSpec().findOption("--config") != null
                                || it.getValue().getSubcommands().values().stream()
                                        .anyMatch(sub -> sub.getCommandSpec().findOption("--config") != null))
                        .map(Map.Entry::getKey))
                .containsExactlyInAnyOrderElementsOf(asked);
    }
}
