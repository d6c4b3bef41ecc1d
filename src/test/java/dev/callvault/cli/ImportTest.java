package dev.callvault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.Proof;
import dev.callvault.app.Scene;
import dev.callvault.app.TestServer;
import dev.callvault.cli.session.Shutdown;
import dev.callvault.config.DatabaseSettings;
import dev.callvault.progress.Progress;
import dev.callvault.simulator.SimulatorSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody archived with a script of their own comes into the archive, and changes nothing that is there. */
class ImportTest {
    private static final String CALLS =
            "SELECT log_id, session_id, direction, dest, src, started_at, ended_at, log_state,"
                    + " caller_number, called_number FROM archive.calls ORDER BY log_id";
    private static final String LOGS =
            "SELECT log_id, started_at, md5(body), md5(body_bytes), location, redactions FROM archive.call_logs ORDER BY log_id";
    private static final String LINES =
            "SELECT encode(line_hash, 'hex'), occurrence, raw_line, parsed, redactions::text,"
                    + " session_id, ani, caller_number FROM archive.%s ORDER BY line_hash, occurrence";
    private static final String LEDGER =
            "SELECT stream, span, total, proven FROM archive.coverage ORDER BY stream, span";

    /** Every row with the transaction that wrote it last. */
    private static final String WRITTEN = """
            SELECT 'calls', log_id::text, xmin::text, ctid::text FROM archive.calls
            UNION ALL SELECT 'logs', log_id::text, xmin::text, ctid::text FROM archive.call_logs
            UNION ALL SELECT 'sessions', line_hash::text, xmin::text, ctid::text FROM archive.sessions
            UNION ALL SELECT 'errors', line_hash::text, xmin::text, ctid::text FROM archive.errors
            UNION ALL SELECT 'imports', import_id::text, xmin::text, ctid::text FROM archive.imports
            UNION ALL SELECT 'gaps', gap_id::text, xmin::text, ctid::text FROM archive.gaps
            ORDER BY 1, 2, 3, 4""";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private String out = "";
    private String err = "";

    private static Scene scene(DatabaseSettings database) {
        return Scene.of(SimulatorSettings.demo(7).withCallsPerDay(8).withBusySince(Scene.BUSY_SINCE), database);
    }

    private static Scene scene() {
        return scene(TestServer.freshDatabase());
    }

    @Test
    void saved_answers_come_in_as_archiving_them_would_have_stored_them() throws IOException, InterruptedException {
        try (Scene archived = scene();
                Scene imported = scene()) {
            archived.archive();
            Path answers = saved(imported, folder.resolve("answers"));
            Path config = config(imported);

            assertThat(run(imported, config, "import", answers.toString(), "--dry-run"))
                    .as(() -> out + err)
                    .isZero();
            String planned = out;
            assertThat(planned).contains("this would be imported");
            assertThat(imported.archived.rows("SELECT name FROM archive.accounts"))
                    .isEmpty();

            assertThat(run(imported, config, "import", answers.toString())).isZero();
            assertThat(err).isEmpty();
            assertThat(table(out)).isEqualTo(table(planned));
            imported.archived.equalsTheTruth();
            for (String rows : List.of(CALLS, LOGS, LINES.formatted("sessions"), LINES.formatted("errors"))) {
                assertThat(imported.archived.rows(rows)).isEqualTo(archived.archived.rows(rows));
            }
            assertThat(imported.archived.rows(LEDGER)).isEmpty();
            assertThat(imported.archived.rows("SELECT DISTINCT imported_at AT TIME ZONE 'UTC' FROM reporting.calls"))
                    .containsExactly("2026-11-20 20:10:30");
            assertThat(imported.archived.count("SELECT count(*) FROM archive.imports WHERE sha256 IS NULL"))
                    .isZero();

            List<String> written = imported.archived.rows(WRITTEN);
            imported.clock.move(Duration.ofHours(1));
            assertThat(run(imported, config, "import", answers.toString(), "--json"))
                    .isZero();
            assertThat(out).contains("\"new\" : 0").doesNotContainPattern("\"new\" : [1-9]");
            assertThat(imported.archived.rows(WRITTEN)).isEqualTo(written);
            assertThat(imported.archived.count(
                            "SELECT count(*) FROM pg_inherits WHERE inhparent = 'archive.call_logs'::regclass"))
                    .isGreaterThan(5);
        }
    }

    @Test
    void the_provider_takes_over_what_was_imported_once_it_lists_it() throws IOException, InterruptedException {
        try (Scene scene = scene()) {
            Path answers = saved(scene, folder.resolve("answers"));
            deleteLogs(answers);
            Path config = config(scene);
            assertThat(run(scene, config, "import", answers.toString())).isZero();
            assertThat(scene.archived.rows("SELECT DISTINCT log_state FROM archive.calls"))
                    .containsExactly("unavailable");
            assertThat(scene.archived.count("SELECT count(*) FROM archive.body_queue"))
                    .isZero();

            assertThat(run(scene, config, "archive")).isZero();

            scene.archived.equalsTheTruth();
            assertThat(scene.archived.rows("SELECT DISTINCT log_state, import_id FROM archive.calls"))
                    .containsExactly("archived|null");
            assertThat(scene.archived.count("SELECT count(*) FROM archive.sessions WHERE import_id IS NOT NULL"))
                    .isZero();
            assertThat(run(scene, config, "verify", "--deep")).isZero();
        }
    }

    @Test
    void what_was_fetched_erased_or_lost_is_respected() throws IOException, InterruptedException {
        try (Scene scene = scene()) {
            Path config = config(scene);
            Path answers = saved(scene, folder.resolve("answers"));
            assertThat(run(scene, config, "archive")).isZero();
            List<String> ids = scene.archived.rows("SELECT log_id FROM archive.calls ORDER BY log_id DESC LIMIT 3");
            String kept = ids.getFirst();
            String lost = ids.get(1);
            lose(scene, lost);
            String erased = scene.archived
                    .rows("SELECT caller_number FROM archive.calls WHERE caller_kind = 'number' AND log_id NOT IN ("
                            + kept + ", " + lost + ") ORDER BY log_id LIMIT 1")
                    .getFirst();
            assertThat(run(scene, config, "erase", "--number", erased, "--yes")).isZero();
            List<String> calls = scene.archived.rows(CALLS);
            List<String> ledger = scene.archived.rows(LEDGER);
            assertThat(run(scene, config, "verify")).isEqualTo(3);
            String verified = out;
            assertThat(run(scene, config, "status", "--json")).isEqualTo(3);
            Path other = Files.createDirectories(folder.resolve("other"));
            Files.writeString(other.resolve(kept + ".log"), "not what was fetched\n");

            assertThat(run(scene, config, "import", answers.toString(), other.toString()))
                    .isZero();

            assertThat(out).containsPattern("calls +0 +[0-9]+ +[1-9]").containsPattern("logs +1 +[0-9]+ +[1-9]");
            assertThat(scene.archived.rows(LEDGER)).isEqualTo(ledger);
            assertThat(scene.archived.rows(CALLS))
                    .isEqualTo(calls.stream()
                            .map(it -> it.startsWith(lost + "|") ? it.replace("|lost|", "|archived|") : it)
                            .toList());
            assertThat(scene.archived.rows("SELECT resolved_at IS NOT NULL, log_id FROM archive.gaps"))
                    .containsExactly("t|" + lost);
            assertThat(scene.archived.rows("SELECT log_id FROM archive.call_logs WHERE import_id IS NOT NULL"))
                    .containsExactly(lost);
            assertThat(scene.archived.count(
                            "SELECT count(*) FROM archive.call_logs WHERE body LIKE 'not what was fetched%'"))
                    .isZero();
            assertThat(run(scene, config, "verify")).isZero();
            assertThat(verified).contains("bodies lost: log " + lost + " — it expired");
            assertThat(run(scene, config, "status")).isZero();
        }
    }

    @Test
    @Proof
    void rows_that_the_provider_does_not_have_change_no_proof() throws IOException {
        try (Scene scene = scene()) {
            Path config = config(scene);
            assertThat(run(scene, config, "archive")).isZero();
            assertThat(run(scene, config, "verify", "--json")).isZero();
            String verified = out;
            assertThat(run(scene, config, "status", "--json")).isZero();
            String status = out;
            Files.writeString(
                    folder.resolve("calls.jsonl"),
                    """
                    {"status":"success","error":"","result":{"total_logs":"2","logs":[
                    """.strip() + call(5, "2125559999", Scene.NOW.minus(Duration.ofDays(2))) + ","
                            + call(6, "2125559999", Instant.parse("2019-03-31T12:00:00Z")) + "]}}\n"
                            + "{\"status\":\"failure\",\"error\":\"too old\",}\n"
                            + "{\"status\":\"success\",\"result\":{\"total_errors\":\"1\",\"errors\":[\"error 2125559999 1"
                            + " [18\\/Nov\\/2026:14:00:00 -0500] 6177123000 100025;006;1479411625 old\"]}}\n");
            Files.writeString(folder.resolve("6.log"), "Sun 31 Mar 2019 08:00:01 AM EDT said 4111 1111 1111 1111\n");
            Path unreadable = folder.resolve("unreadable.txt");

            assertThat(run(
                            scene,
                            config,
                            "import",
                            folder.resolve("calls.jsonl").toString(),
                            folder.resolve("6.log").toString(),
                            "--unreadable",
                            unreadable.toString()))
                    .isEqualTo(1);

            assertThat(out).contains("calls.jsonl:2: a failure of the provider");
            assertThat(Files.readString(unreadable)).contains("calls.jsonl:2: ");
            assertThat(scene.archived.rows("SELECT tableoid::regclass, body, redactions FROM archive.call_logs"
                            + " WHERE import_id IS NOT NULL"))
                    .containsExactly(
                            "archive.call_logs_2019_03|Sun 31 Mar 2019 08:00:01 AM EDT said **** **** **** ****\n"
                                    + "|{\"card-number\": 1}");
            assertThat(scene.archived.rows("SELECT caller_number, imported_at IS NOT NULL, no_log_reason"
                            + " FROM reporting.calls WHERE log_id IN (5, 6) ORDER BY log_id"))
                    .containsExactly("+12125559999|t|unavailable", "+12125559999|t|null");
            assertThat(run(scene, config, "verify", "--json")).isZero();
            assertThat(bare(out)).isEqualTo(bare(verified));
            assertThat(run(scene, config, "verify", "--deep")).isZero();
            assertThat(run(scene, config, "status", "--json")).isZero();
            assertThat(bare(out)).isEqualTo(bare(status));
            assertThat(run(scene, config, "archive")).isZero();
            assertThat(run(scene, config, "verify")).isZero();

            assertThat(run(scene, config, "erase", "--number", "2125559999", "--yes"))
                    .isZero();
            assertThat(run(
                            scene,
                            config,
                            "import",
                            folder.resolve("calls.jsonl").toString(),
                            "--json"))
                    .isEqualTo(1);
            assertThat(out).contains("\"erased\" : 2").doesNotContainPattern("\"new\" : [1-9]");
        }
    }

    @Test
    void an_import_that_is_stopped_keeps_what_it_has_and_continues() throws IOException, InterruptedException {
        try (Scene scene = scene()) {
            Path answers = saved(scene, folder.resolve("answers"));
            Path config = config(scene);
            for (int records : List.of(10, 480)) {
                int exitCode = execute(scene, config, new StopsAfter(records), "import", answers.toString());

                assertThat(Thread.interrupted()).isTrue();
                assertThat(exitCode).isOne();
                assertThat(out).contains("Stopped before the end; run it again to continue.");
                assertThat(scene.archived.count("SELECT count(*) FROM archive.calls"))
                        .isPositive();
            }
            assertThat(scene.archived.count("SELECT count(*) FROM archive.call_logs"))
                    .isZero();

            assertThat(run(scene, config, "import", answers.toString())).isZero();
            scene.archived.equalsTheTruth();
        }
    }

    @Test
    @Proof
    void imports_run_beside_each_other_and_beside_a_run() throws IOException, InterruptedException, ExecutionException {
        try (Scene scene = scene();
                ExecutorService others = Executors.newCachedThreadPool()) {
            Path answers = saved(scene, folder.resolve("answers"));
            Path config = config(scene);
            assertThat(run(scene, config, "migrate")).isZero();
            List<Future<Integer>> exitCodes = new ArrayList<>();
            for (List<String> command : List.of(
                    List.of("import", answers.toString()),
                    List.of("archive"),
                    List.of(
                            "import",
                            answers.toString(),
                            answers.resolve("a.txt").toString()))) {
                List<String> arguments = new ArrayList<>(command);
                arguments.addAll(List.of("--config", config.toString()));
                exitCodes.add(others.submit(() -> Main.commandLine(scene.clock)
                        .setOut(new PrintWriter(new StringWriter()))
                        .setErr(new PrintWriter(new StringWriter()))
                        .execute(arguments.toArray(String[]::new))));
            }
            for (Future<Integer> exitCode : exitCodes) {
                assertThat(exitCode.get()).isZero();
            }

            scene.archived.equalsTheTruth();
            assertThat(run(scene, config, "verify", "--deep")).isZero();
        }
    }

    @Test
    void a_call_known_by_its_log_alone_gets_its_session_from_a_list_that_comes_later() throws IOException {
        try (Scene scene = scene()) {
            Path config = config(scene);
            Instant start = Instant.parse("2019-03-31T12:00:00Z");
            Path log = Files.writeString(folder.resolve("6.json"), """
                    {"status":"success","error":"","result":{"dest":"6177123000","src":"2125559999","type":"inbound",
                    "timestamp":"%d","location":"Boston","log":"text"}}""".formatted(start.getEpochSecond()));
            Path list = Files.writeString(folder.resolve("list"), answer(call(6, "2125559999", start)));
            String calls = "SELECT session_id, ended_at IS NOT NULL, log_state FROM archive.calls";

            assertThat(run(scene, config, "import", log.toString())).isZero();
            assertThat(scene.archived.rows(calls)).containsExactly("|f|archived");
            assertThat(run(scene, config, "import", list.toString())).isZero();
            assertThat(scene.archived.rows(calls))
                    .containsExactly("300025;000;" + (start.getEpochSecond() - 60) + "|t|archived");
            assertThat(run(scene, config, "import", folder.resolve("nowhere").toString()))
                    .isEqualTo(2);
            assertThat(err).contains("nowhere does not exist");
            assertThat(run(scene, config, "import", list.toString(), "--unreadable", list.toString()))
                    .isEqualTo(2);
            assertThat(err).contains("list exists already; name another file for --unreadable");
        }
    }

    @Test
    @Proof
    void what_was_imported_remains_so_when_it_is_redacted_and_restored() throws IOException {
        try (Scene scene = scene();
                Scene other = scene()) {
            Path config = config(scene);
            String first =
                    "error 2125559999 1 [18\\/Nov\\/2018:14:00:00 -0500] 6177123000 100025;006;1479411625 code 77";
            Path errors = Files.writeString(folder.resolve("errors.json"), """
                    {"status":"success","result":{"total_errors":"2","errors":["%s","%s"]}}""".formatted(
                            first, first.replace("14:00", "15:00").replace("code 77", "no code")));
            assertThat(run(scene, config, "import", errors.toString())).isZero();
            Path stricter = config(scene, "redaction: {rules: [{name: code, pattern: 'code [0-9]+'}]}\n");

            assertThat(run(scene, stricter, "redact")).isZero();

            String imported = "SELECT message, import_id FROM archive.errors ORDER BY occurred_at";
            assertThat(scene.archived.rows(imported)).containsExactly("***|1", "no code|1");
            Path backup = folder.resolve("backup.zip");
            assertThat(run(scene, stricter, "backup", backup.toString())).isZero();
            assertThat(run(other, config(other), "restore", backup.toString())).isZero();
            assertThat(other.archived.rows(imported)).containsExactly("***|1", "no code|1");
            assertThat(other.archived.rows("SELECT file, errors FROM archive.imports"))
                    .containsExactly(errors + "|2");
        }
    }

    @Test
    void the_name_of_a_file_is_erased_with_the_number_in_it() throws IOException {
        try (Scene scene = scene()) {
            Path config = config(scene);
            Path file = folder.resolve("calls of 212-555-9999.json");
            Files.writeString(file, answer(call(6, "2125559999", Instant.parse("2019-03-31T12:00:00Z"))));
            assertThat(run(scene, config, "import", file.toString())).isZero();
            assertThat(scene.archived.rows("SELECT file FROM archive.imports")).containsExactly(file.toString());

            assertThat(run(scene, config, "erase", "--number", "+1 212 555 9999", "--yes"))
                    .isZero();

            assertThat(scene.archived.rows("SELECT file, calls FROM archive.imports"))
                    .containsExactly("it named an erased number|1");
        }
    }

    @Test
    void what_keep_would_delete_at_once_is_left_out() throws IOException {
        try (Scene scene = scene()) {
            Path config = config(scene, "keep: {calls: P365D, bodies: P365D, sessions: P365D, errors: P365D}\n");
            Files.writeString(
                    folder.resolve("old.json"), answer(call(6, "2125559999", Instant.parse("2019-03-31T12:00:00Z"))));

            Files.writeString(folder.resolve("6.log"), "Sun 31 Mar 2019\n");
            String[] files = {
                folder.resolve("old.json").toString(), folder.resolve("6.log").toString()
            };

            assertThat(run(scene, config, "import", files[0], files[1], "--dry-run"))
                    .isZero();
            assertThat(out).contains("2 records would be left out: older than 'keep' allows");
            assertThat(run(scene, config, "import", files[0], files[1])).isZero();
            assertThat(scene.archived.count("SELECT count(*) FROM archive.calls"))
                    .isZero();
        }
    }

    @Test
    @Proof
    void exports_come_into_another_archive_under_the_account_that_they_are_of() throws IOException {
        try (Scene first = scene();
                Scene second = scene()) {
            Path config = config(first);
            assertThat(run(first, config, "archive")).isZero();
            Path csv = Files.createDirectories(folder.resolve("csv"));
            Path lines = Files.createDirectories(folder.resolve("lines"));
            for (String view : List.of("calls", "sessions", "errors", "bodies", "calls_by_day")) {
                Path asCsv = csv.resolve(view + ".csv");
                assertThat(run(first, config, "export", view, "--output", asCsv.toString()))
                        .isZero();
                Path asLines = lines.resolve(view + ".jsonl");
                assertThat(run(first, config, "export", view, "--format", "jsonl", "--output", asLines.toString()))
                        .isZero();
            }
            Path two = config(second, "", "other", "main");
            assertThat(run(second, two, "import", csv.toString())).isEqualTo(2);
            assertThat(err).contains("there are several accounts", "known: main, other");
            assertThat(run(second, two, "import", csv.toString(), "--account", "nope"))
                    .isEqualTo(2);
            assertThat(err).contains("no account is named 'nope'; known: main, other");
            assertThat(run(second, two, "import", csv.toString(), "--account", "other"))
                    .isZero();
            assertThat(out).contains("of exports left out: of other accounts");
            assertThat(second.archived.count("SELECT count(*) FROM archive.calls"))
                    .isZero();

            assertThat(run(second, two, "import", csv.toString(), "--account", "main"))
                    .isZero();
            for (String rows : List.of(CALLS, LINES.formatted("sessions"), LINES.formatted("errors"))) {
                assertThat(second.archived.rows(rows)).isEqualTo(first.archived.rows(rows));
            }
            assertThat(second.archived.rows("SELECT log_id, sha256, location FROM archive.call_logs ORDER BY log_id"))
                    .isEqualTo(first.archived.rows(
                            "SELECT log_id, sha256, location FROM archive.call_logs ORDER BY log_id"));
            List<String> written = second.archived.rows(WRITTEN);
            assertThat(run(second, two, "import", lines.toString(), "--account", "main"))
                    .isZero();
            assertThat(second.archived.rows(WRITTEN)).isEqualTo(written);

            second.archived.execute("UPDATE archive.accounts SET name = 'third' WHERE name = 'other'");
            assertThat(run(second, two, "import", lines.toString(), "--account", "third", "--exported-as", "main"))
                    .isZero();
            assertThat(second.archived.count("SELECT count(DISTINCT account_id) FROM archive.calls"))
                    .isEqualTo(2);
        }
    }

    private static String call(long logId, String src, Instant start) {
        return """
                {"log_id":"%d","session_id":"300025;000;%d","dest":"6177123000","type":"inbound","src":"%s","start":"%d","end":"%d"}""".formatted(
                        logId, start.getEpochSecond() - 60, src, start.getEpochSecond(), start.getEpochSecond() + 30);
    }

    private static String answer(String call) {
        return "{\n\"status\":\"success\",\"error\":\"\",\"result\":{\"total_logs\":\"1\",\n\"logs\":[" + call + "]}}";
    }

    /** A log whose five days have passed. */
    private static void lose(Scene scene, String logId) {
        scene.archived.execute("DELETE FROM archive.call_logs WHERE log_id = " + logId);
        scene.archived.execute("UPDATE archive.calls SET log_state = 'lost' WHERE log_id = " + logId);
        scene.archived.execute(
                "INSERT INTO archive.gaps (account_id, stream, from_time, to_time, log_id, reason, detected_at)"
                        + " SELECT account_id, 'bodies', started_at, started_at, log_id, 'it expired', started_at"
                        + " FROM archive.calls WHERE log_id = " + logId);
    }

    /** Without what changes from one run to the next. */
    private static String bare(String json) {
        return json.replaceAll("\"(duration|requests|took|at|now|hashed|stored)[a-z_]*\" : [^,\\n]*", "");
    }

    /** The numbers of a report. */
    private static List<String> table(String text) {
        return text.lines().filter(it -> it.startsWith("  ")).toList();
    }

    private static void deleteLogs(Path answers) throws IOException {
        try (var files = Files.list(answers.resolve("logs"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    /** What a script would have saved: answers in both formats, packed and not, and the logs named by their ids. */
    private static Path saved(Scene scene, Path into) throws IOException, InterruptedException {
        Path logs = Files.createDirectories(into.resolve("logs"));
        long now = scene.clock.instant().getEpochSecond();
        String fiveDays = "/" + (now - Duration.ofDays(5).toSeconds()) + "/" + now + "?limit=10000";
        String year = "/" + (now - Duration.ofDays(364).toSeconds()) + "/" + now + "?limit=10000";
        Files.write(into.resolve("a.txt"), ask(scene, "/calls/logs" + fiveDays, "application/json"));
        pack(into.resolve("b"), ask(scene, "/calls/sessions" + year, "application/xml"));
        Files.write(
                into.resolve("errors.jsonl"),
                (line(ask(scene, "/calls/errors" + year, "application/json")) + "\n"
                                + line(ask(scene, "/calls/logs" + fiveDays, "application/json")) + "\n")
                        .getBytes(StandardCharsets.UTF_8));
        int number = 0;
        for (var call : scene.simulator.truth().calls(scene.archived.past(Duration.ofDays(5)))) {
            String id = call.logId().toString();
            byte[] json = ask(scene, "/calls/log/" + id, "application/json");
            switch (number++ % 3) {
                case 0 -> pack(logs.resolve(id + ".json.gz"), json);
                case 1 -> Files.write(logs.resolve(id + ".xml"), ask(scene, "/calls/log/" + id, "application/xml"));
                default -> Files.write(logs.resolve(id + ".txt"), json);
            }
        }
        return into;
    }

    private static String line(byte[] answer) {
        return new String(answer, StandardCharsets.UTF_8).replace("\n", "");
    }

    private static void pack(Path file, byte[] bytes) throws IOException {
        try (OutputStream packed = new GZIPOutputStream(Files.newOutputStream(file))) {
            packed.write(bytes);
        }
    }

    private static byte[] ask(Scene scene, String path, String accept) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(scene.simulator.baseUrl() + path))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString("demo:demo".getBytes(StandardCharsets.UTF_8)))
                .header("Accept", accept)
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            assertThat(answer.statusCode()).isEqualTo(200);
            return answer.body();
        }
    }

    private int run(Scene scene, Path config, String... command) {
        return execute(scene, config, Progress.NONE, command);
    }

    private int execute(Scene scene, Path config, Progress progress, String... command) {
        StringWriter printed = new StringWriter();
        StringWriter said = new StringWriter();
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of("--config", config.toString()));
        int exitCode = Main.commandLine(scene.clock, new Shutdown(Thread.currentThread(), it -> {}), () -> progress)
                .setOut(new PrintWriter(printed, true))
                .setErr(new PrintWriter(said, true))
                .execute(arguments.toArray(String[]::new));
        out = printed.toString();
        err = said.toString();
        return exitCode;
    }

    /** Interrupts the command once it has told of so many records or logs. */
    private static final class StopsAfter implements Progress {
        private long left;

        StopsAfter(long records) {
            left = records;
        }

        @Override
        public Part begin(String what, String noun) {
            return new Part() {
                @Override
                public void did(long more) {
                    left -= more;
                    if (left <= 0) {
                        Thread.currentThread().interrupt();
                    }
                }
            };
        }
    }

    private Path config(Scene scene) throws IOException {
        return config(scene, "");
    }

    private Path config(Scene scene, String more) throws IOException {
        return config(scene, more, "main");
    }

    /** Each account has a login of its own. */
    private Path config(Scene scene, String more, String... accounts) throws IOException {
        StringBuilder all = new StringBuilder();
        for (String name : accounts) {
            all.append("  - {name: ").append(name).append(", url: \"").append(scene.simulator.baseUrl());
            all.append("\", username: ")
                    .append(name.equals("main") ? "demo" : name)
                    .append(", password: demo}\n");
        }
        return Files.writeString(
                folder.resolve(String.join("-", accounts) + ".yaml"),
                """
                accounts:
                $accounts
                database: {url: "$database", username: "$user"}
                requests-per-second: 0
                node-name: test
                """.replace("$accounts\n", all)
                                .replace("$database", scene.database().url())
                                .replace("$user", scene.database().username())
                        + more);
    }
}
