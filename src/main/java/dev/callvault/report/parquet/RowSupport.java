package dev.callvault.report.parquet;

import dev.callvault.content.Content;
import dev.callvault.report.HumanFormat;
import dev.callvault.report.UnwritableOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.jspecify.annotations.Nullable;

/** Passes the values of a row to Parquet, column by column. */
@SuppressWarnings("deprecation") // Parquet still asks for what only Hadoop calls
final class RowSupport extends WriteSupport<List<@Nullable Object>> {
    private static final long MICROS = 1_000_000;

    private final ParquetColumns columns;
    private final long largest;
    private @Nullable RecordConsumer consumer;

    RowSupport(ParquetColumns columns, long largest) {
        this.columns = columns;
        this.largest = largest;
    }

    @Override
    public WriteContext init(Configuration unused) {
        return context();
    }

    @Override
    public WriteContext init(ParquetConfiguration unused) {
        return context();
    }

    private WriteContext context() {
        return new WriteContext(columns.schema(), new LinkedHashMap<>());
    }

    @Override
    public void prepareForWrite(RecordConsumer of) {
        consumer = of;
    }

    @Override
    public void write(List<@Nullable Object> values) {
        RecordConsumer into = Objects.requireNonNull(consumer, "the columns come first");
        into.startMessage();
        for (int i = 0; i < values.size(); i++) {
            @Nullable Object value = values.get(i);
            if (value != null) {
                String name = columns.schema().getFieldName(i);
                into.startField(name, i);
                add(into, columns.types().get(i), value);
                into.endField(name, i);
            }
        }
        into.endMessage();
    }

    private void add(RecordConsumer into, ParquetType type, Object value) {
        switch (type) {
            case INSTANT -> into.addLong(micros((Instant) value));
            case LOCAL_TIME -> into.addLong(micros(((LocalDateTime) value).toInstant(ZoneOffset.UTC)));
            case DAY -> into.addInteger(Math.toIntExact(((LocalDate) value).toEpochDay()));
            case LONG -> into.addLong(((Number) value).longValue());
            case INT -> into.addInteger(((Number) value).intValue());
            case DOUBLE -> into.addDouble(((Number) value).doubleValue());
            case BOOLEAN -> into.addBoolean((Boolean) value);
            case BYTES, TEXT -> into.addBinary(binary(value));
        }
    }

    /** An infinite time, which PostgreSQL knows, is the last or first one that fits. */
    private static long micros(Instant time) {
        try {
            return Math.addExact(Math.multiplyExact(time.getEpochSecond(), MICROS), time.getNano() / 1000);
        } catch (ArithmeticException infinite) {
            return time.getEpochSecond() > 0 ? Long.MAX_VALUE : Long.MIN_VALUE;
        }
    }

    private Binary binary(Object value) {
        return switch (value) {
            case byte[] bytes -> Binary.fromConstantByteArray(bytes);
            case Content log -> Binary.fromConstantByteArray(whole(log));
            default -> Binary.fromString(value.toString());
        };
    }

    private byte[] whole(Content log) {
        if (log.length() > largest) {
            throw UnwritableOutput.of(
                    "as Parquet",
                    new IOException("a log has " + HumanFormat.count(log.length(), "byte")
                            + ", and with this heap at most " + HumanFormat.count(largest)
                            + " fit; add --format files, or give Java a larger heap"));
        }
        try (InputStream bytes = log.open()) {
            return bytes.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
