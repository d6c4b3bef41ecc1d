package dev.callvault.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.callvault.call.CallSummary;
import dev.callvault.call.Page;
import dev.callvault.call.RawLine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads JSON answers as a stream of tokens. */
final class JsonReader implements WireReader {
    private static final Set<String> LISTS = Set.of("logs", "sessions", "errors");
    private static final String TOTAL = "total_";

    @Override
    public Page<CallSummary> calls(byte[] answer) {
        return Pages.calls(list(answer));
    }

    @Override
    public Page<RawLine> sessions(byte[] answer) {
        return Pages.lines(list(answer));
    }

    @Override
    public Page<RawLine> errors(byte[] answer) {
        return Pages.lines(list(answer));
    }

    @Override
    public LogAnswer log(byte[] answer) {
        return new JsonLogReader(answer).read();
    }

    private static RawAnswer list(byte[] answer) {
        return JsonTokens.read(answer, JsonReader::list);
    }

    private static RawAnswer list(JsonParser parser) throws IOException {
        JsonTokens.expect(parser.nextToken(), JsonToken.START_OBJECT, parser);
        @Nullable String status = null;
        String error = "";
        Result result = new Result();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "status" -> status = JsonTokens.scalar(parser);
                case "error" -> error = Objects.requireNonNullElse(JsonTokens.scalar(parser), "");
                case "result" -> result.read(parser);
                default -> parser.skipChildren();
            }
        }
        JsonTokens.expect(parser.currentToken(), JsonToken.END_OBJECT, parser);
        return new RawAnswer(status, error, result.total, result.rows);
    }

    /** The part under {@code result}: a total and a list; an empty array or text stands for neither. */
    private static final class Result {
        private @Nullable String total;
        private final List<Map<String, String>> rows = new ArrayList<>();

        void read(JsonParser parser) throws IOException {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                parser.skipChildren();
                return;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                parser.nextToken();
                if (field.startsWith(TOTAL)) {
                    total = JsonTokens.scalar(parser);
                } else if (LISTS.contains(field)) {
                    readList(parser);
                } else {
                    parser.skipChildren();
                }
            }
        }

        private void readList(JsonParser parser) throws IOException {
            switch (parser.currentToken()) {
                case START_ARRAY -> {
                    while (parser.nextToken() != JsonToken.END_ARRAY) {
                        rows.add(row(parser));
                    }
                }
                case START_OBJECT -> readObject(parser);
                default -> readSingle(parser);
            }
        }

        /** An object in place of a list: one row, rows under keys as PHP numbers them, or empty for none. */
        private void readObject(JsonParser parser) throws IOException {
            Map<String, String> single = new HashMap<>();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                boolean isNested = parser.nextToken().isStructStart();
                if (isNested || Pages.number(field).isPresent()) {
                    rows.add(row(parser));
                } else {
                    put(single, field, JsonTokens.scalar(parser));
                }
            }
            if (!single.isEmpty()) {
                rows.add(single);
            }
        }

        /** {@code ""} and {@code null} stand for an empty list, other text for a list of one line. */
        private void readSingle(JsonParser parser) throws IOException {
            @Nullable String text = JsonTokens.scalar(parser);
            if (text != null && !text.isBlank()) {
                rows.add(Map.of(RawAnswer.LINE, text));
            }
        }

        private static Map<String, String> row(JsonParser parser) throws IOException {
            Map<String, String> row = new HashMap<>();
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                put(row, RawAnswer.LINE, JsonTokens.scalar(parser));
                return row;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                parser.nextToken();
                put(row, field, JsonTokens.scalar(parser));
            }
            return row;
        }

        private static void put(Map<String, String> row, String field, @Nullable String value) {
            if (value != null) {
                row.put(field, value);
            }
        }
    }
}
