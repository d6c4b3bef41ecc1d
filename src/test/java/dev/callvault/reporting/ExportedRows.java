package dev.callvault.reporting;

import dev.callvault.store.reports.Exports;
import dev.callvault.store.reports.Exports.Column;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The rows of a view as an export passes them on. */
final class ExportedRows implements Exports.Sink {
    List<Column> columns = List.of();
    final List<List<@Nullable Object>> rows = new ArrayList<>();

    static ExportedRows of(Exports.Moment moment, String view) {
        ExportedRows exported = new ExportedRows();
        moment.export(fewDays(moment, view), exported);
        return exported;
    }

    static Exports.Query whole(String view) {
        return new Exports.Query(view, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Calendars are long, and one day of them is like another. */
    private static Exports.Query fewDays(Exports.Moment moment, String view) {
        return moment.fitting(new Exports.Query(
                view,
                Optional.of(Instant.parse("2026-06-30T12:00:00Z")),
                Optional.of(Instant.parse("2026-07-04T12:00:00Z")),
                Optional.empty()));
    }

    /** The same view in a format. */
    static byte[] written(Exports.Moment moment, String view, Function<OutputStream, Exports.Sink> format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        moment.export(fewDays(moment, view), format.apply(out));
        return out.toByteArray();
    }

    @Override
    public void columns(List<String> names) {
        throw new IllegalStateException("an export knows its types");
    }

    @Override
    public void typed(List<Column> typed) {
        columns = typed;
    }

    @Override
    public void row(List<@Nullable Object> values) {
        rows.add(Collections.unmodifiableList(new ArrayList<>(values)));
    }

    /** What Parquet stores of a value; of bytes, their hexadecimal digits, which can be compared. */
    static @Nullable Object stored(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Instant at -> ChronoUnit.MICROS.between(Instant.EPOCH, at);
            case LocalDateTime at -> stored(at.toInstant(ZoneOffset.UTC));
            case LocalDate day -> (int) day.toEpochDay();
            case BigDecimal number -> number.doubleValue();
            case byte[] bytes -> HexFormat.of().formatHex(bytes);
            default -> value;
        };
    }
}
