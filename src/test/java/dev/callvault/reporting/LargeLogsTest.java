package dev.callvault.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.Proof;
import dev.callvault.app.Reported;
import dev.callvault.call.AccountId;
import dev.callvault.call.CallBody;
import dev.callvault.call.LogId;
import dev.callvault.content.Content;
import dev.callvault.report.BodyFiles;
import dev.callvault.report.RowFormat;
import dev.callvault.store.forget.StoredTexts.StoredBody;
import dev.callvault.store.proof.BodyProofStore.Hashed;
import dev.callvault.store.reports.Exports;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs that are read in several pieces: one of text, and one of bytes that are no text. */
@Proof
class LargeLogsTest {
    private static final AccountId ACCOUNT = new AccountId(1);
    private static final String LINE = "a \"quoted\" line, mit Ümlauten\n";
    private static final String TEXT = LINE.repeat(200_000);
    private static final byte[] BYTES = bytes();
    private static final Exports.Query QUERY =
            new Exports.Query("bodies", Optional.empty(), Optional.empty(), Optional.empty());

    private final Reported reported = new Reported();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private static byte[] bytes() {
        byte[] bytes = TEXT.getBytes(StandardCharsets.UTF_8);
        bytes[3_000_000] = 0;
        return bytes;
    }

    @BeforeEach
    void store() {
        String filled = "UPDATE archive.call_logs SET body = %s, body_bytes = %s, size_bytes = octet_length(%s),"
                + " sha256 = sha256(%s) WHERE log_id = %s";
        String text = "repeat(E'" + LINE.replace("\n", "\\n") + "', 200000)";
        String encoded = "convert_to(" + text + ", 'UTF8')";
        String bytes = "set_byte(" + encoded + ", 3000000, 0)";
        reported.call(1, "2026-07-02T10:00:00Z", null)
                .body(1, "2026-07-02T10:00:00Z", "x")
                .call(2, "2026-07-02T11:00:00Z", null)
                .body(2, "2026-07-02T11:00:00Z", "x")
                .execute(filled.formatted(text, "NULL", encoded, encoded, "1"))
                .execute(filled.formatted("NULL", bytes, bytes, bytes, "2"));
    }

    @AfterEach
    void close() {
        reported.close();
    }

    @Test
    void the_console_reads_them_byte_for_byte() {
        assertThat(body(1).bytes()).isEqualTo(TEXT.getBytes(StandardCharsets.UTF_8));
        assertThat(body(2).bytes()).isEqualTo(BYTES);
        assertThat(body(1).isPlain()).isFalse();
    }

    private Content body(long log) {
        return reported.archive.callSearch().body(ACCOUNT, new LogId(log)).orElseThrow();
    }

    @Test
    void the_services_read_them() {
        Content served = reported.archive
                .served()
                .log(ACCOUNT, new LogId(2))
                .orElseThrow()
                .body()
                .content();

        assertThat(served.bytes()).isEqualTo(BYTES);
    }

    @Test
    void they_are_exported_as_files() throws IOException {
        long rows = reported.archive.exports().export(QUERY, new BodyFiles(directory, ZoneId.of("UTC")));

        assertThat(rows).isEqualTo(2);
        assertThat(directory.resolve("ivr/2026-07-02/1.log")).hasContent(TEXT);
        assertThat(Files.readAllBytes(directory.resolve("ivr/2026-07-02/2.log")))
                .isEqualTo(BYTES);
    }

    @Test
    void they_are_exported_as_rows() {
        assertThat(export(RowFormat.CSV)).contains(",\"" + TEXT.replace("\"", "\"\"") + "\",");
        assertThat(export(RowFormat.JSONL))
                .contains("\"body\":\"" + TEXT.replace("\"", "\\\"").replace("\n", "\\n") + "\",\"body_bytes\":null");
    }

    private String export(RowFormat format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(reported.archive.exports().export(QUERY, format.to(out))).isEqualTo(2);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void all_of_them_are_hashed_and_the_damaged_one_is_found() {
        reported.execute("UPDATE archive.call_logs SET sha256 = sha256('x') WHERE log_id = 2");

        Hashed all = new Hashed(2, List.of(new LogId(2)));
        assertThat(reported.archive.bodyProofs().hash(ACCOUNT, Long.MAX_VALUE)).isEqualTo(all);
        assertThat(reported.archive.bodyProofs().hash(ACCOUNT, 500)).isEqualTo(all);
    }

    @Test
    void a_replaced_one_is_stored_as_a_stream() {
        StoredBody stored = reported.archive
                .storedTexts()
                .bodies(ACCOUNT, Optional.of(new LogId(1)), 1)
                .getFirst();
        CallBody same = new CallBody(stored.body().content(), "elsewhere", Map.of("rule", 1));

        reported.archive
                .storedTexts()
                .replace(
                        ACCOUNT,
                        List.of(new StoredBody(stored.logId(), stored.startedAt(), same, stored.isQuarantined())));

        assertThat(body(2).bytes()).isEqualTo(BYTES);
        assertThat(reported.query("SELECT location FROM archive.call_logs WHERE log_id = 2")
                        .toString())
                .contains("elsewhere");
    }
}
