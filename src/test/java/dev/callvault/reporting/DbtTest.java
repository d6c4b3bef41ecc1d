package dev.callvault.reporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.callvault.Proof;
import dev.callvault.app.Callvault;
import dev.callvault.app.ManyAccounts;
import dev.callvault.app.TestServer;
import dev.callvault.archive.report.RunListener;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dbt package on an archive of two accounts, as a member of callvault_reader: every test holds, and what is stale is seen. */
@Proof
class DbtTest {
    private static final String DBT = Objects.requireNonNullElse(System.getenv("DBT_TESTS"), "dbt");
    /** What the package asks for; 1.9 is supported no more. */
    private static final Pattern INSTALLED =
            Pattern.compile("installed: 1\\.(?:10\\.([6-9]|\\d\\d)|1[1-9]\\.|[2-9]\\d\\.)");

    private static final Path PACKAGE = Path.of("config", "dbt");

    @TempDir
    private Path directory;

    private final ManyAccounts accounts = new ManyAccounts(2, TestServer.freshDatabase(), Clock.systemUTC());

    @BeforeEach
    void a_login_as_the_profile_says() throws IOException, InterruptedException {
        assumeTrue(
                isThere(),
                "no dbt 1.10.6 or newer with dbt-postgres: install both with pip into a virtual environment, and name its dbt in"
                        + " DBT_TESTS, to have the dbt package built");
        archive();
        accounts.archived.execute("CREATE ROLE callvault_dbt LOGIN IN ROLE callvault_reader");
        accounts.archived.execute("CREATE SCHEMA callvault_dbt AUTHORIZATION callvault_dbt");
        try (Stream<Path> files = Files.walk(PACKAGE)) {
            for (Path file : files.toList()) {
                Files.copy(
                        file,
                        directory
                                .resolve("dbt")
                                .resolve(PACKAGE.relativize(file).toString()));
            }
        }
        Files.move(directory.resolve("dbt/profiles.example.yml"), directory.resolve("dbt/profiles.yml"));
    }

    /** Roles are of the whole server. */
    @AfterEach
    void without_the_login() {
        try (accounts) {
            accounts.archived.execute("DO $$ BEGIN IF to_regrole('callvault_dbt') IS NOT NULL THEN"
                    + " DROP OWNED BY callvault_dbt CASCADE; DROP ROLE callvault_dbt; END IF; END $$");
        }
    }

    @Test
    void builds_twice_and_tells_an_account_that_is_behind() throws IOException, InterruptedException {
        assertThat(dbt("build").text()).contains(" WARN=0 ", " ERROR=0 ", " SKIP=0 ");
        assertThat(dbt("source", "freshness").text()).contains("PASS freshness of callvault.archive_health");
        List<String> days = accounts.archived.rows(
                "SELECT account_id, day, calls, duration_seconds FROM reporting.calls_by_day ORDER BY 1, 2");
        String built =
                "SELECT account_id, day, calls, duration_seconds FROM callvault_dbt.fct_calls_by_day ORDER BY 1, 2";
        assertThat(accounts.archived.rows(built)).hasSizeGreaterThan(8).isEqualTo(days);

        accounts.archived.execute("DELETE FROM callvault_dbt.fct_calls_by_day WHERE account_id ="
                + " (SELECT max(account_id) FROM archive.accounts) OR day > current_date - 3");
        assertThat(dbt("build").text()).contains(" WARN=0 ", " ERROR=0 ");
        assertThat(accounts.archived.rows(built)).isEqualTo(days);

        accounts.archived.execute(
                "UPDATE archive.runs SET succeeded_at = now() - interval '2 hours' WHERE stream = 'errors'"
                        + " AND account_id = (SELECT max(account_id) FROM archive.accounts)");
        Printed stale = dbt("source", "freshness");
        assertThat(stale.text()).contains("ERROR STALE freshness of callvault.archive_health");
        assertThat(stale.exitCode()).isEqualTo(1);
    }

    private record Printed(int exitCode, String text) {}

    private void archive() {
        try (Callvault callvault = new Callvault(accounts.settings(directory), Clock.systemUTC())) {
            callvault.migrate();
            callvault.archive(RunListener.NONE);
        }
    }

    private static boolean isThere() throws InterruptedException {
        try {
            Process version = new ProcessBuilder(DBT, "--version")
                    .redirectErrorStream(true)
                    .start();
            String printed = new String(version.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return version.waitFor() == 0
                    && printed.contains("postgres")
                    && INSTALLED.matcher(printed).find();
        } catch (IOException missing) {
            return false;
        }
    }

    private Printed dbt(String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(DBT));
        line.addAll(List.of(arguments));
        URI url = URI.create(accounts.database.url().replaceFirst("^jdbc:", ""));
        ProcessBuilder dbt = new ProcessBuilder(line)
                .directory(directory.resolve("dbt").toFile())
                .redirectErrorStream(true);
        dbt.environment()
                .putAll(Map.of(
                        "DBT_PROFILES_DIR", ".",
                        "DBT_USE_COLORS", "false",
                        "DBT_CALLVAULT_HOST", url.getHost(),
                        "DBT_CALLVAULT_PORT", Integer.toString(url.getPort()),
                        "DBT_CALLVAULT_DATABASE", url.getPath().substring(1),
                        "DBT_CALLVAULT_SSLMODE", "disable",
                        "DBT_ENV_SECRET_CALLVAULT_PASSWORD", "not asked for"));
        Process process = dbt.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Printed(process.waitFor(), printed);
    }
}
