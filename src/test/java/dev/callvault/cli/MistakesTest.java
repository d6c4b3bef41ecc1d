package dev.callvault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.app.Archived;
import dev.callvault.app.TestServer;
import dev.callvault.config.DatabaseSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people mistype is answered with a sentence and exit code 2, never with silence or a screenful of usage. */
class MistakesTest {
    /** With the line that says where to read on. */
    private static final int MOST_LINES = 3;

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-20T20:10:30Z"), ZoneOffset.UTC);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path directory;

    @SuppressWarnings("NullAway.Init")
    private static Archived archived;

    @BeforeAll
    static void configuration() throws IOException {
        DatabaseSettings database = TestServer.freshDatabase();
        archived = new Archived(database, null, CLOCK);
        Files.writeString(directory.resolve("good.yaml"), """
                accounts:
                  - {name: main, url: "http://127.0.0.1:1/ws", username: me, password: secret}
                  - {name: second, url: "http://127.0.0.1:1/ws", username: you, password: secret}
                database: {url: "%s", username: "%s"}
                """.formatted(database.url(), database.username()));
        Files.writeString(directory.resolve("there.csv"), "kept\n");
        Files.writeString(directory.resolve("empty"), "\n");
        Files.createDirectory(directory.resolve("folder"));
        Files.writeString(directory.resolve("file-missing.yaml"), """
                accounts:
                  - {url: "http://127.0.0.1:1/ws", username: me, password-file: "%s/nowhere"}
                """.formatted(directory));
        Files.writeString(directory.resolve("file-folder.yaml"), """
                database: {url: "jdbc:postgresql://127.0.0.1:1/a", username: me, password-file: "%s/folder"}
                """.formatted(directory));
    }

    private record Ended(int exitCode, String out, String err) {}

    /** {@code DIR} stands for the test's directory. */
    private static Ended run(String line) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] arguments = Stream.of(line.split(" ", -1))
                .map(it -> it.replace("DIR", directory.toString()))
                .toArray(String[]::new);
        int exitCode = Main.commandLine(CLOCK)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new Ended(exitCode, out.toString(), err.toString());
    }

    private static void isRefused(String line, String... words) {
        Ended ended = run(line);

        assertThat(ended.err()).as(line).contains(words).startsWith("callvault: ");
        assertThat(ended.err().lines()).as(line).hasSizeLessThanOrEqualTo(MOST_LINES);
        assertThat(ended.exitCode()).as(line).isEqualTo(2);
        assertThat(ended.out()).as(line).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            export calls --account nope                     | no account is named 'nope'; known: main,
            export calls_by_day --account nope              | no account is named 'nope'; known: main,
            export bodies --format files --output DIR/new --account nope | no account is named 'nope'
            search x --account nope                         | no account is named 'nope'; known: main,
            verify --account nope                           | no account is named 'nope'; configured: main, second
            account moved nope                              | no account is named 'nope'
            account rename nope other                       | no account named 'nope'
            export calls --from 2026-11-02 --to 2026-11-01  | --from 2026-11-02 is not before --to 2026-11-01
            search x --from 2026-11-02 --to 2026-11-01      | --from 2026-11-02 is not before --to 2026-11-01
            search x --from 2026-11-01 --to 2026-11-01      | --from 2026-11-01 is not before --to 2026-11-01
            search x --from 2026-11-01 --to 2026-11-01T04:00:00Z | is not before
            search x --from yesterday                       | 'yesterday' is no time such as
            search x --number abc                           | 'abc' is not a telephone number
            search x --number abc-def                       | 'abc-def' is not a telephone number
            hold --number abc                               | 'abc' is not a telephone number; give the whole number, with its area code; --session holds a session
            hold --number abc --release                     | 'abc' is not a telephone number
            erase --number abc --yes                        | 'abc' is not a telephone number; give the whole number, with its area code; --exactly erases only what is spelled so
            erase --number anonymous --yes                  | 'anonymous' stands for everybody who withholds the number; --exactly
            erase --number 555 --dry-run                    | '555' is a short code, which many people share; --exactly
            reader jo --account nope                        | no account is named 'nope'; known: main,
            reader jo --account second                      | the archive has no account named 'second' yet; run 'callvault archive' first
            reader callvault_archiver                       | 'callvault_archiver' is a role that archives; choose another name
            reader pg_jo                                    | 'pg_jo' is a name that PostgreSQL or Callvault uses
            reader --revoke                                 | Which login? Give its name.
            reader jo --revoke --account main               | --revoke takes neither accounts nor a password
            reader jo --all-accounts --account main         | Either --account or --all-accounts
            reader jo --password-file DIR/empty             | No password was given
            export nothing                                  | there is no view 'nothing'; available:
            export calls --output DIR/there.csv             | there.csv already exists; add --force to replace it
            export calls --output DIR/no/such.csv           | such.csv: its folder does not exist
            export calls --output DIR/there.csv/such.csv    | such.csv: its folder does not exist
            export calls --output DIR/folder                | folder is a directory; name a file
            export calls --output DIR/folder --force        | folder is a directory; name a file
            export calls --output /dev/null --force         | /dev/null is not a regular file
            export bodies --format files --output DIR/there.csv | there.csv is a file; name a directory
            """)
    void a_command_that_uses_the_archive_says_what_it_was_told_wrongly(String line, String words) {
        isRefused(line + " --config DIR/good.yaml", words.strip());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            simulate --calls-per-day 0   | --calls-per-day must be from 1 to 1,000,000, not 0
            simulate --calls-per-day -5  | --calls-per-day must be from 1 to 1,000,000, not -5
            simulate --port 99999        | --port must be from 0 to 65,535, not 99,999
            simulate --port -1           | --port must be from 0 to 65,535, not -1
            simulate --accounts 0        | --accounts must be from 1 to 1,000, not 0
            simulate --seed soon         | '--seed'
            simulate --calls-per-day many | '--calls-per-day'
            search                       | TEXT
            export                       | VIEW
            erase                        | --number
            nonsense                     | 'nonsense'
            export calls --colour red    | '--colour'
            status --jsno                | '--jsno'
            """)
    void a_command_says_what_it_was_told_wrongly_before_anything_else(String line, String words) {
        isRefused(line, words.strip());
    }

    static Stream<String> commandsWithConfiguration() {
        return Main.commandLine(CLOCK).getSubcommands().entrySet().stream()
                .filter(it -> it.getValue().getSubcommands().isEmpty())
                .filter(it -> it.getValue().getCommandSpec().findOption("--config") != null)
                .filter(it -> !it.getKey().equals("doctor")) // says it in its report
                .map(it -> it.getKey()
                        + switch (it.getKey()) {
                            case "export" -> " calls";
                            case "search" -> " x";
                            case "restore", "import" -> " DIR/there.csv";
                            case "erase" -> " --number 6175550123 --yes";
                            default -> "";
                        });
    }

    @ParameterizedTest
    @MethodSource("commandsWithConfiguration")
    void every_command_says_what_is_wrong_with_the_file_it_was_given(String command) {
        isRefused(command + " --config DIR/folder", "folder: is a directory, not a file");
        isRefused(command + " --config DIR/nowhere.yaml", "nowhere.yaml: does not exist");
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "archive", "migrate", "export calls", "hold"})
    void a_mistyped_data_directory_is_named_and_nothing_to_report(String command) throws IOException {
        for (String mistyped : List.of("DIR/there.csv", "DIR/there.csv/data", "/proc/no/data", "DIR/a$b")) {
            String data = mistyped.replace("DIR", directory.toString());
            Files.writeString(directory.resolve("data.yaml"), """
                    accounts:
                      - {name: main, url: "http://127.0.0.1:1/ws", username: me, password: secret}
                    data-dir: %s
                    """.formatted(data));

            Ended ended = run(command + " --config DIR/data.yaml");

            assertThat(ended.err())
                    .as(data)
                    .contains(data, "CALLVAULT_DATA_DIR")
                    .doesNotContain("report");
            assertThat(ended.err().lines()).hasSizeLessThanOrEqualTo(MOST_LINES);
            assertThat(ended.exitCode()).isOne();
        }
    }

    @Test
    void a_secrets_file_that_cannot_be_read_is_named_with_its_reason() {
        isRefused("archive --config DIR/file-missing.yaml", "password-file", "nowhere does not exist");
        isRefused("archive --config DIR/file-folder.yaml", "password-file", "folder is a directory, not a file");
    }

    @Test
    void a_port_that_something_else_has_is_named() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Ended ended = run("simulate --port " + other.getLocalPort());

            assertThat(ended.exitCode()).isOne();
            assertThat(ended.err())
                    .contains("cannot listen on 127.0.0.1:" + other.getLocalPort(), "choose another host or port");
            assertThat(ended.out()).isEmpty();
        }
    }

    @Test
    void an_export_replaces_a_file_only_when_it_is_told_to() throws IOException {
        Path file = directory.resolve("there.csv");

        Ended ended = run("export calls --output DIR/there.csv --force --config DIR/good.yaml");

        assertThat(ended.exitCode()).as(ended.err()).isZero();
        assertThat(Files.readString(file)).startsWith("account");
        assertThat(run("export calls --output DIR/there.csv --config DIR/good.yaml")
                        .exitCode())
                .isEqualTo(2);
        Files.writeString(file, "kept\n");
    }

    @Test
    void a_word_for_a_withheld_number_can_be_searched_for() {
        Ended ended = run("search x --number Anonymous --config DIR/good.yaml");

        assertThat(ended.exitCode()).as(ended.err()).isZero();
        assertThat(ended.out()).contains("No log contains this text.");
    }

    @Test
    void a_hold_that_covers_nothing_says_so_and_is_in_force() {
        Ended placed = run("hold --number +1-617-555-0123 --reason lawsuit --config DIR/good.yaml");

        assertThat(placed.exitCode()).isZero();
        assertThat(placed.err()).contains("covers 0 records; it is in force all the same");
        assertThat(placed.out()).contains("6175550123", "lawsuit", System.getProperty("user.name"));
        assertThat(run("hold --csv --config DIR/good.yaml").out().lines())
                .contains(
                        "kind,value,placed_at,placed_by,records,reason",
                        "number,\"+16175550123\",2026-11-20T20:10:30Z," + System.getProperty("user.name")
                                + ",0,lawsuit");
        assertThat(run("hold --number 6175550123 --config DIR/good.yaml").err()).contains("already in place");
        assertThat(run("hold --number 6175550123 --release --reason settled --config DIR/good.yaml")
                        .out())
                .doesNotContain("6175550123");
        String user = System.getProperty("user.name");
        assertThat(run("hold --all --csv --config DIR/good.yaml").out().lines())
                .as("who released it, when and why, is remembered")
                .contains(
                        "kind,value,placed_at,placed_by,records,reason,released_at,released_by,release_reason",
                        "number,\"+16175550123\",2026-11-20T20:10:30Z," + user + ",0,lawsuit,2026-11-20T20:10:30Z,"
                                + user + ",settled");
        Ended again = run("hold --number 6175550123 --release --config DIR/good.yaml");
        assertThat(again.exitCode()).isOne();
        assertThat(again.err()).contains("there is no such hold");
    }

    @Test
    void an_erasure_says_what_a_hold_keeps_and_is_remembered_without_the_number() {
        archived.execute("INSERT INTO archive.accounts (name, base_url, zone, created_at)"
                + " VALUES ('old', 'https://example.com/ws', 'America/New_York', now())");
        archived.execute("INSERT INTO archive.calls (account_id, log_id, session_id, direction, dest, src, started_at,"
                + " log_state, first_seen_at) SELECT account_id, n, CASE n WHEN 3 THEN '' ELSE 's' || n END, 'inbound',"
                + " '6175550111', '6175550177', now(), 'pending', now()"
                + " FROM archive.accounts, generate_series(1, 3) AS n");
        assertThat(run("hold --session s1 --config DIR/good.yaml").err()).contains("covers 1 record\n");

        Ended would = run("erase --number 6175550177 --dry-run --config DIR/good.yaml");
        Ended erased = run("erase --number 6175550177 --yes --reason ticket-12 --config DIR/good.yaml");
        var unused = run("hold --number 6175550111 --config DIR/good.yaml");
        archived.execute("INSERT INTO archive.calls (account_id, log_id, session_id, direction, dest, src, started_at,"
                + " log_state, first_seen_at) SELECT account_id, 4, '', 'inbound', '6175550111', '6175550178', now(),"
                + " 'pending', now() FROM archive.accounts");
        Ended kept = run("erase --number 6175550178 --yes --config DIR/good.yaml");

        assertThat(would.out()).contains("would erase 2 calls", "kept by legal holds: 1 session");
        assertThat(erased.out()).contains("erased 2 calls", "kept by legal holds: 1 session with its calls");
        assertThat(kept.out()).contains("erased 0 calls", "kept by legal holds: 1 session");
        assertThat(List.of(would.exitCode(), erased.exitCode(), kept.exitCode()))
                .containsExactly(3, 3, 3);
        String user = System.getProperty("user.name");
        assertThat(run("erasures --csv --config DIR/good.yaml").out().lines())
                .containsExactly(
                        "erasure,erased_at,erased_by,calls,bodies,sessions,errors,held,reason",
                        "1,2026-11-20T20:10:30Z," + user + ",2,0,0,0,1,ticket-12",
                        "2,2026-11-20T20:10:30Z," + user + ",0,0,0,0,1,");
        assertThat(run("erasures --json --config DIR/good.yaml").out())
                .contains("\"erased_by\" : \"" + user, "\"reason\" : null")
                .doesNotContain("6175550177");
        isRefused(
                "erase --number 6175550179 --yes --reason for-617-555-0179 --config DIR/good.yaml",
                "--reason contains the number");
        isRefused("hold --reason why --config DIR/good.yaml", "--reason belongs to a hold that is placed or released");
    }

    @Test
    void a_password_is_typed_twice() {
        HashPasswordCommand command = new HashPasswordCommand();
        List<String> asked = new java.util.ArrayList<>();

        assertThat(command.typed(it -> {
                    asked.add(it);
                    return "grüße".toCharArray();
                }))
                .isEqualTo("grüße");

        assertThat(asked).hasSize(2).doesNotHaveDuplicates();
        assertThat(Arrays.asList(run("hash-password --twice").err().split("\n", -1)))
                .anyMatch(it -> it.contains("--twice"));
    }
}
