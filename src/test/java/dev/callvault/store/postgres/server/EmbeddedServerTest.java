package dev.callvault.store.postgres.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callvault.Await;
import dev.callvault.Proof;
import dev.callvault.store.StoreFailure;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an archive may expect of the server that comes with the program. */
@Proof
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmbeddedServerTest {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int NOBODY = 65_534;

    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    private EmbeddedServer server;

    @BeforeAll
    void start(@TempDir Path own) throws IOException {
        directory = own;
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        server = EmbeddedServer.open(data());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    /** With a blank, a quote and letters of other languages. */
    private Path data() {
        return directory.resolve("Käthe's dätä");
    }

    private static Connection connect(EmbeddedServer server, String password) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(), server.username(), password);
    }

    private static String ask(EmbeddedServer server, String sql) throws SQLException {
        try (Connection connection = connect(server, server.password());
                var statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            answer.next();
            return answer.getString(1);
        }
    }

    private static void execute(EmbeddedServer server, String sql) throws SQLException {
        try (Connection connection = connect(server, server.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Another data directory, with the programs unpacked already. */
    private Path another(String name) throws IOException {
        Path another = Files.createDirectory(directory.resolve(name));
        copy(data().resolve("postgresql"), another.resolve("postgresql"));
        return another;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Files.copy(
                        path,
                        to.resolve(from.relativize(path).toString()),
                        LinkOption.NOFOLLOW_LINKS,
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private static List<String> everything(Path directory) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.naturalOrder()).toList()) {
                found.add(path + " " + Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS));
            }
        }
        return found;
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void the_server_says_that_a_commit_is_on_the_disk() throws SQLException {
        assertThat(ask(server, "SHOW fsync")).isEqualTo("on");
        assertThat(ask(server, "SHOW full_page_writes")).isEqualTo("on");
        assertThat(ask(server, "SHOW synchronous_commit")).isEqualTo("on");
        assertThat(ask(server, "SHOW data_checksums")).isEqualTo("on");
    }

    @Test
    void every_commit_reaches_the_disk() throws SQLException {
        execute(server, "CREATE TABLE commits (n int)");
        String synced = "SELECT sum(fsyncs) FROM pg_stat_io WHERE object = 'wal' AND backend_type = 'client backend'";
        long before = Long.parseLong(ask(server, synced));

        for (int i = 0; i < 10; i++) {
            execute(server, "INSERT INTO commits VALUES (" + i + ")");
        }

        assertThat(Long.parseLong(ask(server, synced))).isGreaterThanOrEqualTo(before + 10);
    }

    @Test
    void it_listens_to_this_machine_only() throws SQLException {
        assertThat(ask(server, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
        assertThat(ask(server, "SHOW unix_socket_directories")).isEmpty();
    }

    @Test
    void order_and_encoding_do_not_depend_on_the_machine() throws SQLException {
        assertThat(ask(server, "SHOW server_encoding")).isEqualTo("UTF8");
        assertThat(ask(
                        server,
                        "SELECT concat(datlocprovider, ' ', datlocale) FROM pg_database WHERE datname = 'postgres'"))
                .isEqualTo("b C.UTF-8");
        assertThat(ask(server, "SELECT concat(upper('käthe'), ' ', 'Z' < 'a')")).isEqualTo("KÄTHE t");
    }

    @Test
    void nobody_comes_in_without_the_password() throws SQLException {
        assertThatThrownBy(() -> connect(server, "")).isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> connect(server, "postgres"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("authentication failed");
        assertThat(ask(server, "SELECT string_agg(DISTINCT auth_method, ' ') FROM pg_hba_file_rules"))
                .isEqualTo("scram-sha-256");
        assertThat(ask(server, "SELECT left(rolpassword, 13) FROM pg_authid WHERE rolname = 'postgres'"))
                .isEqualTo("SCRAM-SHA-256");
    }

    @Test
    void only_its_owner_can_look_into_its_files() throws IOException {
        assertThat(mode(data().resolve("pgpass"))).isEqualTo("rw-------");
        assertThat(mode(data().resolve("connection"))).isEqualTo("rw-------");
        assertThat(mode(data().resolve("gate.lock"))).isEqualTo("rw-------");
        assertThat(mode(data().resolve("users.lock"))).isEqualTo("rw-------");
        assertThat(mode(data().resolve("postgresql.log"))).isEqualTo("rw-------");
        assertThat(mode(data().resolve("pgdata"))).isEqualTo("rwx------");
        assertThat(mode(data().resolve("postgresql"))).isEqualTo("rwx------");
        assertThat(data().resolve("password")).doesNotExist();
    }

    @Test
    void nearly_any_name_of_the_directory_will_do() throws IOException, SQLException {
        Path data = another("a\\b 50% & <x>; #1 (y) *?");

        for (int time = 0; time < 2; time++) {
            try (EmbeddedServer odd = EmbeddedServer.open(data)) {
                assertThat(ask(odd, "SHOW data_directory"))
                        .isEqualTo(data.resolve("pgdata").toString());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a \"b\" c", "$HOME", "a`true`", "a\nb", "$(true)/data"})
    void a_name_that_means_something_to_the_shell_is_refused_and_nothing_is_made(String name) {
        Path data = directory.resolve(name);

        assertThatThrownBy(() -> EmbeddedServer.open(data))
                .isInstanceOf(StoreFailure.class)
                .hasMessageStartingWith("the embedded PostgreSQL cannot be in " + directory)
                .hasMessageContaining("do not work in a path with a double quote, a dollar sign, a backquote")
                .hasMessageNotContaining("\n");
        assertThat(data).doesNotExist();
        assertThat(EmbeddedServer.unwritable(data).orElseThrow()).contains("a dollar sign");
    }

    @Test
    void people_are_told_how_to_connect() throws IOException {
        assertThat(data().resolve("connection"))
                .content()
                .startsWith("host=127.0.0.1 port="
                        + server.jdbcUrl().replaceAll("\\D+127.0.0.1:(\\d+)/.*", "$1")
                        + " dbname=postgres user=postgres passfile='")
                .endsWith("Käthe\\'s dätä/pgpass'\n");
        assertThat(data().resolve("pgpass")).content().isEqualTo("*:*:*:postgres:" + server.password() + "\n");
    }

    @Test
    void a_killed_server_is_started_again_at_its_port_with_all_that_was_committed() throws IOException, SQLException {
        Path data = another("killed");
        try (EmbeddedServer killed = EmbeddedServer.open(data)) {
            execute(killed, "CREATE TABLE kept AS SELECT 42 AS n");
            for (int time = 0; time < 2; time++) {
                ProcessHandle postmaster =
                        Postmaster.of(data.resolve("pgdata")).orElseThrow().process();
                postmaster.destroyForcibly();
                postmaster.onExit().join();

                Await.until("the server to be started again", () -> answers(killed));
                assertThat(ask(killed, "SELECT n FROM kept")).isEqualTo("42");
            }
        }
        assertThat(Postmaster.of(data.resolve("pgdata"))).isEmpty();
    }

    @Test
    void it_ends_with_its_last_user_even_while_another_program_is_connected() throws IOException, SQLException {
        Path data = another("visited");
        EmbeddedServer left = EmbeddedServer.open(data);
        try (Connection visitor = connect(left, left.password())) {
            left.close();

            assertThat(Postmaster.of(data.resolve("pgdata"))).isEmpty();
            assertThat(visitor.isValid(1)).isFalse();
        }
    }

    private static boolean answers(EmbeddedServer server) {
        try {
            return ask(server, "SELECT 1").equals("1");
        } catch (SQLException away) {
            return false;
        }
    }

    @Test
    void a_pid_file_left_behind_is_recognised_whoever_has_its_number_now() throws Exception {
        Path data = another("stale");
        EmbeddedServer.open(data).close();
        long other =
                Postmaster.of(data().resolve("pgdata")).orElseThrow().process().pid();
        for (long pid : List.of(ProcessHandle.current().pid(), other, 1L)) {
            Files.writeString(
                    data.resolve("pgdata/postmaster.pid"),
                    pid + "\n" + data.resolve("pgdata") + "\n1760000000\n5432\n\n127.0.0.1\n0 0\nready\n");

            try (EmbeddedServer server = EmbeddedServer.open(data)) {
                assertThat(ask(server, "SHOW data_directory"))
                        .isEqualTo(data.resolve("pgdata").toString());
            }
        }
    }

    @Test
    void data_of_another_major_version_is_refused_and_nothing_is_touched() throws Exception {
        Path data = directory.resolve("older");
        Files.createDirectories(data.resolve("pgdata"));
        Files.writeString(data.resolve("pgdata/PG_VERSION"), "17\n");
        Files.createFile(data.resolve("gate.lock"));
        Files.createFile(data.resolve("users.lock"));
        List<String> before = everything(data);

        assertThatThrownBy(() -> EmbeddedServer.open(data))
                .isInstanceOf(StoreFailure.class)
                .hasMessageContaining("is of PostgreSQL 17, and this program has PostgreSQL " + Binaries.major());

        assertThat(everything(data)).isEqualTo(before);
    }

    @Test
    void a_damaged_program_is_unpacked_again() throws Exception {
        Path data = another("damaged");
        EmbeddedServer.open(data).close();
        Path program;
        try (Stream<Path> all = Files.walk(data.resolve("postgresql"))) {
            program = all.filter(it -> it.endsWith("bin/postgres")).findFirst().orElseThrow();
        }
        long size = Files.size(program);
        var time = Files.getLastModifiedTime(program);
        try (var channel = Files.newByteChannel(program, StandardOpenOption.WRITE)) {
            channel.position(size / 2);
            channel.write(ByteBuffer.wrap(new byte[1 << 16]));
        }
        Files.setLastModifiedTime(program, time);

        EmbeddedServer.open(data).close();

        assertThat(Files.mismatch(
                        program,
                        data().resolve("postgresql")
                                .resolve(data.resolve("postgresql").relativize(program))))
                .isEqualTo(-1);
    }

    @Test
    void data_without_a_password_gets_one() throws Exception {
        Path data = another("earlier");
        EmbeddedPostgres.builder()
                .setDataDirectory(data.resolve("pgdata"))
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(PATIENCE)
                .start()
                .close();

        try (EmbeddedServer server = EmbeddedServer.open(data)) {
            assertThatThrownBy(() -> connect(server, "")).isInstanceOf(SQLException.class);
            assertThat(ask(server, "SHOW fsync")).isEqualTo("on");
        }
        try (EmbeddedServer again = EmbeddedServer.open(data)) {
            assertThat(ask(again, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void what_root_makes_belongs_to_the_owner_of_the_directory() throws Exception {
        Assumptions.assumeTrue(
                Files.getAttribute(directory, "unix:uid").equals(0), "only root makes files for other users");
        Path home = another("service");
        try (Stream<Path> all = Files.walk(home)) {
            for (Path path : all.toList()) {
                Files.setAttribute(path, "unix:uid", NOBODY, LinkOption.NOFOLLOW_LINKS);
            }
        }
        try (EmbeddedServer server = EmbeddedServer.open(home)) {
            assertThat(ask(server, "SELECT 1")).isEqualTo("1");
            assertThat(foreign(home)).isEmpty();
        }

        Path inside = home.resolve("not/yet/there");
        DataDirectory.at(inside);
        assertThat(foreign(home)).isEmpty();
    }

    private static List<Path> foreign(Path home) throws IOException {
        List<Path> foreign = new ArrayList<>();
        try (Stream<Path> all = Files.walk(home)) {
            for (Path path : all.toList()) {
                if (!Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS)
                        .equals(NOBODY)) {
                    foreign.add(path);
                }
            }
        }
        return foreign;
    }

    @Test
    void a_directory_that_cannot_be_is_refused_with_the_reason() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        assertThatThrownBy(() -> EmbeddedServer.open(file.resolve("data")))
                .isInstanceOf(StoreFailure.class)
                .hasMessageContaining("file is not a directory");
        assertThat(DataDirectory.unwritable(file.resolve("data"))).hasValue(file + " is not a directory");
        assertThat(DataDirectory.unwritable(directory.resolve("new/data"))).isEmpty();
    }
}
