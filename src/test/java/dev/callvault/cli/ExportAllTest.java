package dev.callvault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.callvault.app.Reported;
import dev.callvault.report.parquet.ParquetFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code export} with everything at once, and what it leaves when it fails. */
class ExportAllTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-20T20:10:30Z"), ZoneOffset.UTC);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    private Reported reported;

    @BeforeEach
    void archive() throws IOException {
        reported = new Reported()
                .call(1, "2026-07-02T03:00:00Z", "2026-07-02T04:00:00Z")
                .call(2, "2026-07-03T03:30:00Z", null)
                .body(1, "2026-07-02T03:00:00Z", "x")
                .execute("INSERT INTO archive.accounts (name, base_url, zone, created_at)"
                        + " VALUES ('second', 'https://example.org/ws', 'America/New_York', now())")
                .execute("INSERT INTO archive.calls (account_id, log_id, session_id, direction, dest, src, started_at,"
                        + " first_seen_at) SELECT 2, log_id, session_id, direction, dest, src, started_at, first_seen_at"
                        + " FROM archive.calls");
        Files.writeString(directory.resolve("good.yaml"), """
                database: {url: "%s", username: "%s"}
                """.formatted(
                        reported.settings().url(), reported.settings().username()));
    }

    @AfterEach
    void close() {
        reported.close();
    }

    private record Ended(int exitCode, String err) {}

    private Ended run(String... arguments) {
        StringWriter err = new StringWriter();
        List<String> all = new ArrayList<>(List.of("export"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--config", directory.resolve("good.yaml").toString()));
        int exitCode = Main.commandLine(CLOCK)
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
        return new Ended(exitCode, err.toString());
    }

    private static List<String> files(Path of) throws IOException {
        try (Stream<Path> inside = Files.list(of)) {
            return inside.map(it -> it.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void every_view_is_there_and_the_manifest_says_what_it_is() throws IOException, NoSuchAlgorithmException {
        Path all = directory.resolve("new/all");
        List<String> views = reported.archive.exports().names();

        Ended ended = run("--all", all.toString(), "--format", "jsonl");

        assertThat(ended.exitCode()).as(ended.err()).isZero();
        JsonNode manifest = JSON.readTree(all.resolve("manifest.json").toFile());
        assertThat(manifest.get("program").asText()).startsWith("callvault");
        assertThat(manifest.get("schema").asText()).matches("\\d+");
        assertThat(Instant.parse(manifest.get("snapshot").asText())).isAfter(Instant.EPOCH);
        assertThat(manifest.get("zone").asText()).isEqualTo("America/New_York");
        assertThat(manifest.get("format").asText()).isEqualTo("jsonl");
        assertThat(manifest.get("views").findValuesAsText("view")).containsExactlyElementsOf(views);
        TreeSet<String> expected = new TreeSet<>(List.of("manifest.json"));
        long total = 0;
        for (JsonNode view : manifest.get("views")) {
            byte[] bytes = Files.readAllBytes(all.resolve(view.get("file").asText()));
            expected.add(view.get("file").asText());
            assertThat(view.get("bytes").asLong()).isEqualTo(bytes.length);
            assertThat(view.get("sha256").asText())
                    .isEqualTo(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
            assertThat(view.get("rows").asLong())
                    .isEqualTo(new String(bytes, StandardCharsets.UTF_8).lines().count());
            assertThat(view.get("columns")).isNotEmpty();
            total += view.get("rows").asLong();
        }
        assertThat(files(all)).containsExactlyElementsOf(expected);
        assertThat(ended.err())
                .contains(String.format(Locale.ROOT, "exported %,d rows of %d views into", total, views.size()));
        JsonNode calls = view(manifest, "calls");
        assertThat(calls.get("rows").asLong()).isEqualTo(4);
        assertThat(calls.get("columns").toString())
                .contains("{\"name\":\"started_at\",\"type\":\"timestamp with time zone\"}");
    }

    private static JsonNode view(JsonNode manifest, String name) {
        for (JsonNode view : manifest.get("views")) {
            if (view.get("view").asText().equals(name)) {
                return view;
            }
        }
        throw new AssertionError(name);
    }

    @Test
    void filters_apply_to_the_views_that_have_the_columns() throws IOException {
        Path all = Files.createDirectory(directory.resolve("empty"));

        Ended ended = run(
                "--all",
                all.toString(),
                "--format",
                "parquet",
                "--account",
                "second",
                "--from",
                "2026-07-03",
                "--without",
                "bodies");

        assertThat(ended.exitCode()).as(ended.err()).isZero();
        JsonNode manifest = JSON.readTree(all.resolve("manifest.json").toFile());
        assertThat(ParquetFiles.read(Files.readAllBytes(all.resolve("calls.parquet")))
                        .rows())
                .isEmpty();
        assertThat(ParquetFiles.read(Files.readAllBytes(all.resolve("callers.parquet")))
                        .rows())
                .allMatch(it -> "second".equals(it.get("account")));
        assertThat(view(manifest, "calls").get("filters").toString())
                .isEqualTo("{\"from\":\"2026-07-03T04:00:00Z\",\"to\":null,\"account\":\"second\",\"since\":null}");
        assertThat(view(manifest, "callers").get("filters").get("from").isNull())
                .isTrue();
        assertThat(files(all)).doesNotContain("bodies.parquet").contains("calls.parquet");
    }

    @Test
    void a_view_that_fails_is_named_and_nothing_is_left() throws IOException {
        reported.execute("CREATE VIEW reporting.zz_broken AS SELECT 1 / (log_id - log_id) AS x FROM archive.calls");
        Path all = directory.resolve("all");
        Path there = Files.createDirectory(directory.resolve("there"));

        Ended ended = run("--all", all.toString(), "--to", "2026-07-02");

        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.err()).startsWith("callvault: could not export zz_broken: ");
        assertThat(all).doesNotExist();
        assertThat(run("--all", there.toString(), "--to", "2026-07-02").exitCode())
                .isEqualTo(1);
        assertThat(files(there)).isEmpty();
        assertThat(run("--all", all.toString(), "--without", "zz_broken", "--to", "2026-07-02")
                        .exitCode())
                .isZero();
    }

    @Test
    void what_does_not_fit_together_is_refused_in_a_sentence() throws IOException {
        String full = directory.toString();
        refused("is not an empty directory; name a new one", "--all", full);
        refused(
                "is not an empty directory",
                "--all",
                directory.resolve("good.yaml").toString());
        refused("--all writes every view: leave out calls", "calls", "--all", "x");
        refused("--all names its directory itself", "--all", "x", "--output", "y");
        refused("--all writes CSV, JSONL or PARQUET", "--all", "x", "--format", "files");
        refused("there is no view 'nope'", "--all", "x", "--without", "nope");
        refused("--without works only with --all", "calls", "--without", "bodies");
        refused(
                "--spreadsheet is a kind of CSV: leave out --format PARQUET",
                "calls",
                "--spreadsheet",
                "--format",
                "parquet");
        refused("--since: 'soon' is no time", "calls", "--since", "soon");
        // not to standard output, which is that of the tests
        refused(
                "dates does not say when a row was changed: leave out --since",
                "dates",
                "--since",
                "2026-07-01",
                "--output",
                directory.resolve("dates.csv").toString());
        assertThat(Path.of("x")).doesNotExist();
    }

    private void refused(String words, String... arguments) {
        Ended ended = run(arguments);

        assertThat(ended.err()).startsWith("callvault: ").contains(words);
        assertThat(ended.exitCode()).as(words).isEqualTo(2);
    }

    @Test
    void only_what_was_changed_is_written_where_the_view_can_tell() throws IOException {
        reported.execute("CREATE VIEW reporting.changes AS SELECT account, log_id, started_at AS changed_at"
                + " FROM reporting.calls");
        Path file = directory.resolve("changes.csv");

        Ended ended =
                run("changes", "--since", "2026-07-03T03:30:00Z", "--account", "second", "--output", file.toString());

        assertThat(ended.exitCode()).as(ended.err()).isZero();
        assertThat(file).hasContent("account,log_id,changed_at\r\nsecond,2,2026-07-03T03:30:00Z\r\n");
        Path all = directory.resolve("all");
        assertThat(run("--all", all.toString(), "--since", "2026-07-03T03:30:00Z")
                        .exitCode())
                .isZero();
        JsonNode manifest = JSON.readTree(all.resolve("manifest.json").toFile());
        assertThat(view(manifest, "changes").get("rows").asInt()).isEqualTo(2);
        assertThat(view(manifest, "dates").get("filters").get("since").isNull()).isTrue();
    }

    @Test
    void a_spreadsheet_gets_its_dates() throws IOException {
        Path file = directory.resolve("calls.csv");

        assertThat(run("calls", "--spreadsheet", "--output", file.toString()).exitCode())
                .isZero();
        assertThat(Files.readString(file))
                .startsWith("\uFEFF")
                .contains("2026-07-01 23:00:00", ",'6177120001,")
                .endsWith("\r\n");
    }
}
