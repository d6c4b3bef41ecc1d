package dev.callvault.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.callvault.content.Content;
import dev.callvault.store.reports.Exports;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows as JSON Lines: one object per line, with the columns as keys. */
final class JsonRows implements Exports.Sink {
    private static final JsonFactory JSON = JsonFactory.builder().build();

    private final JsonGenerator json;
    private List<String> names = List.of();

    JsonRows(OutputStream out) {
        try {
            json = JSON.createGenerator(out)
                    .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                    .disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM)
                    .setRootValueSeparator(null);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void columns(List<String> columns) {
        names = List.copyOf(columns);
    }

    @Override
    public void row(List<@Nullable Object> values) {
        try {
            json.writeStartObject();
            for (int i = 0; i < names.size(); i++) {
                json.writeFieldName(names.get(i));
                write(names.get(i), values.get(i));
            }
            json.writeEndObject();
            json.writeRaw('\n');
            json.flush();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void write(String name, @Nullable Object value) throws IOException {
        switch (value) {
            case null -> json.writeNull();
            case Boolean flag -> json.writeBoolean(flag);
            case BigDecimal number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case Integer number -> json.writeNumber(number);
            case Number number -> json.writeNumber(number.doubleValue());
            case Content log -> write(log, name.equals("body"));
            case byte[] bytes -> json.writeBinary(bytes);
            case Instant instant -> json.writeString(TimeText.of(instant));
            case LocalDateTime local -> json.writeString(TimeText.of(local));
            default -> json.writeString(value.toString());
        }
    }

    private void write(Content log, boolean isText) throws IOException {
        try (InputStream bytes = log.open()) {
            if (isText) {
                Reader text = new InputStreamReader(bytes, StandardCharsets.UTF_8);
                json.writeString(text, -1);
            } else {
                int unused = json.writeBinary(bytes, Math.toIntExact(log.length()));
            }
        }
    }
}
