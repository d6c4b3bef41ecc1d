package dev.callvault.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files are recognised by what they hold. */
class ArchivedFileTest {
    private static final String CALL =
            "{\"log_id\":\"%s\",\"session_id\":\"400050;000;1510159646\",\"dest\":\"6177123000\","
                    + "\"type\":\"inbound\",\"src\":\"2125551234\",\"start\":\"1510159657\",\"end\":\"1510159689\"}";
    private static final String LIST =
            "{\"status\":\"success\",\"error\":\"\",\"result\":{\"total_logs\":\"9\",\"logs\":[" + CALL + "]}}";
    private static final String READ = "call %s inbound 2125551234>6177123000 1510159657 400050;000;1510159646";
    private static final String SESSION =
            "inbound 7185551234 3 [03/Nov/2017:14:38:30 -0500] 6177123000 200035;003;1509734279 1509734310 1509734339 00:00:29";
    private static final String ERROR =
            "error 2125551234 6 [17/Nov/2016:14:40:46 -0400] 6177123000 100025;006;1479411625 Max Disconnect Count Exceeded";
    private static final String LOG = "{\"status\":\"success\",\"error\":\"\",\"result\":{\"dest\":\"6177123000\","
            + "\"src\":\"2125551234\",\"type\":\"inbound\",\"timestamp\":\"1510142148\",\"location\":\"Boston\",\"log\":%s}}";
    private static final String XML_LOG =
            "<?xml version=\"1.0\"?>\n<log><status>success</status><error></error><result>"
                    + "<dest>6177123000</dest><src>2125551234</src><type>inbound</type><timestamp>1510142148</timestamp>"
                    + "<location>Boston</location><log>%s</log></result></log>";
    private static final String CALLS_CSV =
            "account,log_id,caller,called,direction,started_at,ended_at,session_id,error_count\r\n";
    private static final String BODIES_CSV = "account,log_id,started_at,location,quarantine,body,body_bytes\r\n";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    static Stream<Arguments> files() {
        return Stream.of(
                // the services' answers
                file("x", LIST.formatted("5"), READ.formatted("5")),
                file("pretty.txt", "\n  " + LIST.formatted("5").replace(",", ",\n "), READ.formatted("5")),
                file("marked", "\uFEFF" + LIST.formatted("5"), READ.formatted("5")),
                file(
                        "lines",
                        LIST.formatted("5") + "\r\n\n" + LIST.formatted("6") + "\n{\"broken\n" + LIST.formatted("7"),
                        READ.formatted("5"),
                        READ.formatted("6"),
                        "4: incomplete or malformed JSON",
                        READ.formatted("7")),
                file("first-broken", "{\"result\":{\"lo\n" + LIST.formatted("7"), "1: incomplete", READ.formatted("7")),
                file(
                        "a-row-a-line",
                        LIST.formatted("5").replace("[{", "[\n{").replace("}]", "}\n]"),
                        READ.formatted("5")),
                file("row", LIST.formatted("none"), "1: a row: log_id is not a whole number"),
                file("untold", "{\"status\":\"success\",\"result\":{\"logs\":[]}}", "1: it has no readable total_logs"),
                file(
                        "sessions",
                        "{\"status\":\"success\",\"error\":\"\",\"result\":{\"total_sessions\":\"1\",\"sessions\":[\""
                                + SESSION.replace("/", "\\/") + "\"]}}",
                        "session " + SESSION),
                file(
                        "errors.xml",
                        "<!-- saved --><errors><status>success</status><error/><result><total_errors>1</total_errors><errors>"
                                + "<error>" + ERROR.replace("/", "\\/") + "</error></errors></result></errors>",
                        "error " + ERROR),
                file("failed", "{\n\"status\":\"failure\",\n\"error\":\"no\",\n}", "1: a failure of the provider"),
                file(
                        "failed.xml",
                        "<logs><status>failure</status><error>no</error></logs>",
                        "1: a failure of the provider: no"),
                // logs
                file(
                        "12.json",
                        LOG.formatted("\"one\\ntwo\""),
                        "a log",
                        "log 12 at 1510142148 2125551234>6177123000: one\ntwo"),
                file(
                        "12.xml",
                        XML_LOG.formatted("a &amp; b"),
                        "a log",
                        "log 12 at 1510142148 2125551234>6177123000: a & b"),
                file("12.json", LOG.formatted("\"\""), "a log", "log 12 at 1510142148 2125551234>6177123000: "),
                file("12.json", LOG.formatted("null"), "a log", "1: log 12: the answer holds no log"),
                file("12.xml", XML_LOG.formatted(" "), "a log", "1: log 12: the answer holds no log"),
                file(
                        "of-a-call.json",
                        LOG.formatted("\"x\""),
                        "a log",
                        "1: an answer of calls/log, which does not say its log id"),
                file("12.log", "Wed 28 Aug 2002 [client] x\u0000", "a log", "log 12: Wed 28 Aug 2002 [client] x\u0000"),
                file("12", "bare, with \"quotes\",\n", "a log", "log 12: bare, with \"quotes\",\n"),
                file("12.log", "", "0: empty"),
                file("12.log", " \n", "0: empty"),
                file("12.log.part", "Wed", "0: an incomplete log"),
                file("12.html", "<html><body>504</body></html>", "0: XML or HTML, but no answer"),
                file("99999999999999999999.log", "Wed", "0: not recognised"),
                // exports
                file(
                        "calls.csv",
                        CALLS_CSV
                                + "main,5,2125551234,6177123000,inbound,2017-11-08T16:47:37Z,,400050;000;1510159646,0\r\n"
                                + "main,6,me@example.org,6175550199,outbound,2017-11-08T16:47:37Z,,1;2;3,0\r\n"
                                + "other,7,a,b,inbound,2017-11-08T16:47:37Z,,1;2;3,0\r\n"
                                + "main,8,a,b,inbound,2017-11-08 16:47:37,,1;2;3,0\r\n" + "main,9\r\n",
                        "of another account",
                        "5: start is not a time",
                        "6: 2 cells, but 9 columns",
                        READ.formatted("5"),
                        "call 6 outbound 6175550199>me@example.org 1510159657 1;2;3"),
                file(
                        "sessions.jsonl",
                        "{\"account\":\"main\",\"line_kind\":\"inbound\",\"raw_line\":\"" + SESSION
                                + "\",\"line_id\":null}\n",
                        "session " + SESSION),
                file(
                        "errors.csv",
                        "account,occurred_at,raw_line\r\nmain,2016-11-17T19:40:46Z,\"" + ERROR + " \"\"x\"\",\ny\"\r\n",
                        "error " + ERROR + " \"x\",\ny"),
                file(
                        "bodies.csv",
                        BODIES_CSV + "main,12,2017-11-08T16:47:37Z,\"\",,\"a\n\"\"b\"\"\",\r\n"
                                + "main,13,2017-11-08T16:47:37Z,\"\",,\"\",\r\nmain,14,2017-11-08T16:47:37Z,\"\",,,AAEC\r\n"
                                + "main,15,2017-11-08T16:47:37Z,\"\",\"HTML\",,AAEC\r\nmain,x,2017-11-08T16:47:37Z,\"\",,\"x\",\r\n",
                        "log 12 at 1510159657: a\n\"b\"",
                        "log 13 at 1510159657: ",
                        "log 14 at 1510159657: \u0000\u0001\u0002",
                        "6: log 15: an answer that could not be read",
                        "7: log_id or started_at cannot be read"),
                file(
                        "bodies.jsonl",
                        "{\"account\":\"main\",\"log_id\":12,\"started_at\":\"2017-11-08T16:47:37Z\",\"quarantine\":null,"
                                + "\"body\":\"\u00e4\\u0041\",\"body_bytes\":null}",
                        "log 12 at 1510159657: \u00e4A"),
                file("calls_by_day.csv", "account,day,calls\r\nmain,2017-11-08,3\r\n", "left out"),
                file("manifest.json", "{\n\"schema\":\"13\",\"snapshot\":\"x\",\"views\":[]}", "left out"),
                // others
                file("calls.parquet", "PAR1\u0001", "0: Parquet: export it as CSV or JSON Lines instead"),
                file("archive.zip", "PK\u0003\u0004", "0: a ZIP archive"),
                file("12.json", "[{\"log_id\":1}]", "0: a JSON list"),
                file("notes.txt", "call back", "0: not recognised"),
                file("x.json", "{\"a\":1}", "1: JSON, but neither an answer"));
    }

    private static Arguments file(String name, String content, String... found) {
        return Arguments.of(name, content, List.of(found));
    }

    @ParameterizedTest
    @MethodSource("files")
    void a_file_is_recognised_by_what_it_holds(String name, String content, List<String> expected) throws IOException {
        Path plain = Files.writeString(folder.resolve(name), content);
        Path packed = folder.resolve(name + ".gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write(content.getBytes(StandardCharsets.UTF_8));
        }

        for (Path file : List.of(plain, packed)) {
            if (name.endsWith(".part") && file.equals(packed)) {
                continue;
            }
            List<String> found = read(file, true).stream()
                    .filter(it -> !it.equals("a log") || expected.contains(it))
                    .toList();

            assertThat(found).hasSameSizeAs(expected);
            for (int i = 0; i < expected.size(); i++) {
                assertThat(found.get(i)).startsWith(expected.get(i));
            }
        }
    }

    @Test
    void a_bare_log_is_not_read_until_logs_are_wanted() throws IOException {
        Path log = Files.writeString(folder.resolve("12.log"), "Wed");
        RecordedFindings found = new RecordedFindings(false);

        assertThat(new ArchivedFile(log, "main", found).read()).isEmpty();
        assertThat(found.found()).containsExactly("a log");
        assertThat(new ArchivedFile(log, "main", new RecordedFindings(true)).read())
                .isEqualTo(Optional.of("58339f45df960408051cce029b5b76f049c70c0cb1059b97ff3d4d6ed7a68644"));
    }

    @Test
    void cells_and_lines_may_be_longer_than_any_buffer() throws IOException {
        String text = "0123456789\"\"\n".repeat(300_000);
        Path csv = Files.writeString(
                folder.resolve("bodies.csv"), BODIES_CSV + "main,12,2017-11-08T16:47:37Z,\"\",,\"" + text + "\",\r\n");
        Path json = Files.writeString(
                folder.resolve("12.json"), LOG.formatted("\"" + "0123456789\\\"\\n".repeat(600_000) + "\""));

        assertThat(read(csv, true)).contains("log 12 at 1510159657: " + 12 * 300_000 + " bytes");
        assertThat(read(json, true)).contains("log 12 at 1510142148 2125551234>6177123000: " + 12 * 600_000 + " bytes");
    }

    @Test
    void folders_are_walked_by_name_and_never_into_themselves() throws IOException {
        Path inner = Files.createDirectories(folder.resolve("b"));
        Files.writeString(inner.resolve("2.log"), "x");
        Files.writeString(inner.resolve(".hidden"), "x");
        Files.writeString(folder.resolve("a.log"), "x");
        Files.createSymbolicLink(inner.resolve("1-around"), folder);
        Files.createSymbolicLink(folder.resolve("c.log"), inner.resolve("2.log"));
        Files.createSymbolicLink(folder.resolve("d.log"), folder.resolve("nowhere"));
        List<Path> walked = new ArrayList<>();
        List<Path> others = new ArrayList<>();

        new FoundFiles(() -> true, (path, failure) -> others.add(path))
                .each(List.of(folder, folder.resolve("a.log")), walked::add);

        assertThat(walked.stream().map(folder::relativize).map(Path::toString))
                .containsExactly("a.log", "b/2.log", "c.log", "a.log");
        assertThat(others).containsExactly(folder.resolve("d.log"));
    }

    private List<String> read(Path file, boolean wantsLogs) throws IOException {
        RecordedFindings found = new RecordedFindings(wantsLogs);
        var unused = new ArchivedFile(file, "main", found).read();
        return found.found();
    }
}
