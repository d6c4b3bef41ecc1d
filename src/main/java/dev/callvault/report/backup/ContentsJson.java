package dev.callvault.report.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.callvault.store.backup.BackupContents;
import dev.callvault.store.backup.BackupTotals;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The first and the last entry of a backup, as JSON in one order. */
final class ContentsJson {
    /** The first entry: what has to be known before the rows. */
    static final String CONTENTS = "contents.json";

    /** The last entry: the same, and what is only known after the rows. A file without one is not whole. */
    static final String MANIFEST = "manifest.json";

    /** Grows when a file can no longer be read as before. */
    static final int FORMAT = 1;

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private ContentsJson() {}

    static byte[] contents(BackupContents contents, String program) {
        return bytes(head(contents, program));
    }

    static byte[] manifest(
            BackupContents contents,
            String program,
            List<PartRecord> records,
            @Nullable BackupTotals totals,
            Instant finished) {
        Map<String, @Nullable Object> all = head(contents, program);
        List<Map<String, Object>> parts = new ArrayList<>();
        for (PartRecord record : records) {
            Map<String, Object> part = new LinkedHashMap<>();
            part.put("part", record.name());
            part.put("rows", record.rows());
            part.put("bytes", record.bytes());
            part.put("sha256", record.sha256());
            parts.add(part);
        }
        all.put("written", parts);
        if (totals != null) {
            all.put("logs", totals.logs());
            all.put("logs_left_out", totals.logsLeftOut());
            all.put("logs_replaced", totals.logsReplaced());
        }
        all.put("finished", finished.toString());
        return bytes(all);
    }

    private static Map<String, @Nullable Object> head(BackupContents contents, String program) {
        Map<String, @Nullable Object> head = new LinkedHashMap<>();
        head.put("format", FORMAT);
        head.put("kind", contents.kind().name().toLowerCase(Locale.ROOT));
        head.put("program", program);
        head.put("schema", contents.schema());
        head.put("postgres", contents.postgres());
        head.put("snapshot", contents.snapshot().toString());
        List<Map<String, @Nullable Object>> streams = new ArrayList<>();
        for (BackupContents.Stream stream : contents.streams()) {
            Map<String, @Nullable Object> json = new LinkedHashMap<>();
            json.put("account", stream.account());
            json.put("stream", stream.stream());
            @Nullable Instant through = stream.completeThrough();
            json.put("complete_through", through == null ? null : through.toString());
            json.put("spans", stream.spans());
            json.put("rows", stream.rows());
            json.put("seconds", stream.seconds());
            streams.add(json);
        }
        head.put("streams", streams);
        List<Map<String, Object>> parts = new ArrayList<>();
        for (BackupContents.Part part : contents.parts()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("part", part.name());
            json.put("table", part.table());
            json.put("columns", part.columns());
            parts.add(json);
        }
        head.put("parts", parts);
        return head;
    }

    private static byte[] bytes(Map<String, ?> json) {
        try {
            return (JSON.writeValueAsString(json) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("maps of scalars can always be written", impossible);
        }
    }

    static JsonNode read(byte[] bytes) throws IOException {
        JsonNode json = JSON.readTree(bytes);
        if (json == null || !json.isObject()) {
            throw new IOException("no JSON");
        }
        return json;
    }

    static BackupContents contents(JsonNode json) {
        List<BackupContents.Part> parts = new ArrayList<>();
        json.path("parts")
                .forEach(it -> parts.add(new BackupContents.Part(
                        it.path("part").asText(),
                        it.path("table").asText(),
                        it.path("columns").valueStream().map(JsonNode::asText).toList())));
        List<BackupContents.Stream> streams = new ArrayList<>();
        json.path("streams")
                .forEach(it -> streams.add(new BackupContents.Stream(
                        it.path("account").asText(),
                        it.path("stream").asText(),
                        it.path("complete_through").isTextual()
                                ? Instant.parse(it.path("complete_through").asText())
                                : null,
                        it.path("spans").asLong(),
                        it.path("rows").asLong(),
                        it.path("seconds").asLong())));
        return new BackupContents(
                BackupContents.Kind.valueOf(json.path("kind").asText().toUpperCase(Locale.ROOT)),
                json.path("schema").asText(),
                json.path("postgres").asText(),
                Instant.parse(json.path("snapshot").asText()),
                parts,
                streams);
    }

    static List<PartRecord> records(JsonNode manifest) {
        List<PartRecord> records = new ArrayList<>();
        manifest.path("written")
                .forEach(it -> records.add(new PartRecord(
                        it.path("part").asText(),
                        it.path("rows").asLong(),
                        it.path("bytes").asLong(),
                        it.path("sha256").asText())));
        return records;
    }
}
