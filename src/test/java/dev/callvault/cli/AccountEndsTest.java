package dev.callvault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.app.Scene;
import dev.callvault.config.DatabaseSettings;
import dev.callvault.simulator.SimulatorSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An account whose contract has ended stays readable, and nobody hears of it; another one beside it goes on. */
class AccountEndsTest {
    private static final String RECORDS = """
            SELECT name, (SELECT count(*) FROM archive.calls WHERE calls.account_id = account.account_id),
                   (SELECT count(*) FROM archive.call_logs WHERE call_logs.account_id = account.account_id),
                   (SELECT count(*) FROM archive.sessions WHERE sessions.account_id = account.account_id),
                   (SELECT count(*) FROM archive.errors WHERE errors.account_id = account.account_id)
            FROM archive.accounts AS account ORDER BY name""";

    /** Every table that tells the accounts apart, with how many rows of the first account it has. */
    private static final String LEFT = """
            WITH tables AS MATERIALIZED (
                SELECT relname FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
                WHERE relnamespace = 'archive'::regnamespace AND relkind IN ('r', 'p') AND attname = 'account_id'
                  AND relname <> 'removals'
            )
            SELECT relname FROM tables
            WHERE query_to_xml(format('SELECT 1 FROM archive.%I WHERE account_id = $id LIMIT 1', relname), false, false, '')::text
                  LIKE '%<row%'""";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private String out = "";
    private String err = "";

    private static Scene scene(DatabaseSettings database) {
        return Scene.of(SimulatorSettings.demo(7).withCallsPerDay(8).withBusySince(Scene.BUSY_SINCE), database);
    }

    private static Scene scene() {
        return Scene.of(SimulatorSettings.demo(7).withCallsPerDay(8).withBusySince(Scene.BUSY_SINCE));
    }

    @Test
    void a_closed_account_is_asked_nothing_and_alarms_nobody_until_it_is_reopened() throws IOException {
        try (Scene main = scene();
                Scene other = scene(main.database())) {
            Path config = config("main", main, "other", other);
            assertThat(run(main, config, "archive")).isZero();
            List<String> records = main.archived.rows(RECORDS);
            long asked = requests(main);

            assertThat(run(main, config, "account", "close", "nope")).isEqualTo(2);
            assertThat(err).contains("the archive has no account named 'nope'");
            assertThat(run(main, config, "account", "close", "main", "--reason", "contract ended"))
                    .isZero();
            assertThat(out).startsWith("Account main is closed. Everything that is stored stays.");
            assertThat(run(main, config, "account", "close", "main")).isZero();
            assertThat(out).startsWith("Account main is closed already.");

            main.clock.move(Duration.ofDays(7));
            other.clock.move(Duration.ofDays(7));
            long askedOther = requests(other);
            assertThat(run(main, config, "archive")).isIn(0, 3);
            assertThat(out).contains("account other").doesNotContain("account main");
            assertThat(err).contains("callvault: account main is closed since 2026-11-20T20:10:30Z");
            assertThat(requests(main)).isEqualTo(asked);
            assertThat(requests(other)).isGreaterThan(askedOther);

            assertThat(run(main, config, "status", "--account", "main")).isZero();
            assertThat(out).contains("verdict: ok", "closed: main (2026-11-20T20:10:30Z)");
            assertThat(run(main, config, "verify", "--account", "main")).isZero();
            assertThat(err).contains("account main is closed since");
            assertThat(run(main, config, "doctor")).isZero();
            assertThat(out).contains("not checked: account main is closed since");
            assertThat(requests(main)).isEqualTo(asked);
            assertThat(main.archived.rows("SELECT account, at_risk, backlog, headroom_seconds, closed_at IS NOT NULL"
                            + " FROM reporting.archive_health WHERE account = 'main'"))
                    .containsExactly("main|f|0|null|t");
            assertThat(main.archived.rows(RECORDS)).contains(records.getFirst());
            assertThat(run(main, config, "account", "list", "--csv")).isZero();
            assertThat(out).contains("main,closed,true,", ",\"contract ended\"", "other,open,true,");

            assertThat(run(main, config, "account", "reopen", "main")).isZero();
            assertThat(run(main, config, "account", "reopen", "main")).isEqualTo(1);
            assertThat(run(main, config, "archive")).isIn(0, 3);
            assertThat(requests(main)).isGreaterThan(asked);
            assertThat(main.archived.rows("SELECT reason, reopened_by IS NOT NULL FROM archive.closings"))
                    .containsExactly("contract ended|t");
        }
    }

    @Test
    void a_removed_account_leaves_one_row_and_does_not_come_back_by_itself() throws IOException {
        try (Scene main = scene();
                Scene other = scene(main.database())) {
            Path both = config("main", main, "other", other);
            assertThat(run(main, both, "archive")).isZero();
            String id = main.archived
                    .rows("SELECT account_id FROM archive.accounts WHERE name = 'main'")
                    .getFirst();
            List<String> records = main.archived.rows(RECORDS);
            assertThat(main.archived.rows(LEFT.replace("$id", id))).contains("calls", "coverage", "callers");
            assertThat(run(main, both, "account", "remove", "main", "--yes")).isEqualTo(2);
            assertThat(err).contains("account main is still configured, here or on a running node");
            assertThat(run(main, both, "account", "remove", "main", "--dry-run"))
                    .isZero();
            assertThat(out)
                    .startsWith("would remove account main: 43 calls, 43 logs, ")
                    .contains("not yet: account");

            assertThat(run(main, both, "reader", "test_both", "--account", "main", "--account", "other"))
                    .isZero();
            assertThat(run(main, both, "reader", "test_one", "--account", "main"))
                    .isZero();
            Path config = write(List.of(account("other", other)), main);
            assertThat(run(main, config, "account", "remove", "main", "--yes")).isEqualTo(2);
            assertThat(err)
                    .contains("run 'callvault reader test_one --revoke' first")
                    .doesNotContain("test_both");
            assertThat(run(main, config, "reader", "test_one", "--revoke")).isZero();
            String held = main.archived
                    .rows("SELECT session_id FROM archive.calls WHERE account_id = " + id + " LIMIT 1")
                    .getFirst();
            assertThat(run(main, config, "hold", "--session", held)).isZero();
            assertThat(run(main, config, "account", "remove", "main", "--yes")).isEqualTo(3);
            assertThat(out).startsWith("Account main is not removed: ").contains("'callvault hold' lists the holds");
            assertThat(main.archived.rows(RECORDS)).isEqualTo(records);
            assertThat(run(main, config, "hold", "--session", held, "--release"))
                    .isZero();

            assertThat(run(main, config, "account", "remove", "main", "--yes", "--reason", "data returned"))
                    .isZero();
            assertThat(out).startsWith("removed account main: 43 calls, 43 logs, ");
            assertThat(main.archived.rows(LEFT.replace("$id", id))).isEmpty();
            assertThat(main.archived.rows(RECORDS)).containsExactly(records.getLast());
            assertThat(main.archived.rows(
                            "SELECT account, reason, removed_at IS NOT NULL, calls, bodies FROM archive.removals"))
                    .containsExactly("main|data returned|t|43|43");
            assertThat(main.archived.rows("SELECT cardinality(account_ids), (SELECT count(DISTINCT account)"
                            + " FROM test_both.calls) FROM archive.readers"))
                    .containsExactly("1|1");
            assertThat(run(main, config, "reader", "test_both", "--revoke")).isZero();
            assertThat(main.archived.rows("SELECT DISTINCT account FROM reporting.calls_by_day"))
                    .containsExactly("other");
            assertThat(run(main, config, "status")).isZero();
            assertThat(out).doesNotContain("main");
            assertThat(run(main, config, "account", "list", "--csv")).isZero();
            assertThat(out).contains("main,removed,false,43,43,", ",\"data returned\"");

            long asked = requests(main);
            assertThat(run(main, config("again", main, "other", other), "archive"))
                    .isEqualTo(2);
            assertThat(err)
                    .contains("its customer was removed from the archive as account main, by ")
                    .contains("'callvault account reopen main'");
            assertThat(requests(main)).isEqualTo(asked);

            assertThat(run(main, config, "account", "reopen", "main")).isZero();
            assertThat(run(main, config("main", main, "other", other), "archive"))
                    .isZero();
            assertThat(main.archived.rows(RECORDS)).isEqualTo(records);
        }
    }

    @Test
    void a_removal_that_was_interrupted_is_continued_and_counts_everything() throws IOException {
        try (Scene main = scene();
                Scene other = scene(main.database())) {
            Path both = config("main", main, "other", other);
            assertThat(run(main, both, "archive")).isZero();
            main.archived.execute("""
                    CREATE FUNCTION public.refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''no''; END';
                    CREATE TRIGGER refuse BEFORE DELETE ON archive.errors FOR EACH STATEMENT EXECUTE FUNCTION public.refuse()
                    """);
            Path config = write(List.of(account("other", other)), main);
            assertThat(run(main, config, "account", "remove", "main", "--yes", "--reason", "first"))
                    .isEqualTo(1);
            assertThat(run(main, config, "account", "list", "--csv")).isZero();
            assertThat(out).contains("main,\"being removed\",false,0,0,0,20,");
            assertThat(run(main, config, "account", "reopen", "main")).isEqualTo(2);
            assertThat(err).contains("the removal of account main has begun");
            assertThat(run(main, config, "status")).isZero();

            main.archived.execute("DROP TRIGGER refuse ON archive.errors");
            assertThat(run(main, config, "account", "remove", "main", "--yes")).isZero();
            assertThat(out).startsWith("removed account main: 43 calls, 43 logs, ");
            assertThat(main.archived.rows("SELECT reason, calls, removed_at IS NOT NULL FROM archive.removals"))
                    .containsExactly("first|43|t");
        }
    }

    private static long requests(Scene scene) {
        return scene.simulator.requests().beginnings().size();
    }

    private int run(Scene scene, Path config, String... command) {
        StringWriter printed = new StringWriter();
        StringWriter said = new StringWriter();
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of("--config", config.toString()));
        int exitCode = Main.commandLine(scene.clock)
                .setOut(new PrintWriter(printed, true))
                .setErr(new PrintWriter(said, true))
                .execute(arguments.toArray(String[]::new));
        out = printed.toString();
        err = said.toString();
        return exitCode;
    }

    private Path config(String name, Scene scene, String otherName, Scene other) throws IOException {
        return write(List.of(account(name, scene), account(otherName, other)), scene);
    }

    private static String account(String name, Scene scene) {
        return "  - {name: " + name + ", url: \"" + scene.simulator.baseUrl() + "\", username: demo, password: demo}\n";
    }

    private Path write(List<String> accounts, Scene scene) throws IOException {
        return Files.writeString(folder.resolve("callvault.yaml"), """
                accounts:
                $accounts
                database: {url: "$database", username: "$user"}
                requests-per-second: 0
                node-name: test
                """.replace("$accounts\n", String.join("", accounts))
                .replace("$database", scene.database().url())
                .replace("$user", scene.database().username()));
    }
}
