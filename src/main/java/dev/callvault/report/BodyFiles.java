package dev.callvault.report;

import dev.callvault.content.Content;
import dev.callvault.store.reports.Exports;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One file per row of the view {@code bodies}, byte for byte: {@code ACCOUNT/DAY/LOG_ID.log}, or {@code .quarantined} for
 * the raw response of a log that could not be read. A file appears only once it is complete, and replaces that of an earlier
 * export.
 */
public final class BodyFiles implements Exports.Sink {
    private final Path directory;
    private final ZoneId zone;
    private List<String> names = List.of();

    /** @param zone whose days the folders are */
    public BodyFiles(Path directory, ZoneId zone) {
        this.directory = directory;
        this.zone = zone;
    }

    @Override
    public void columns(List<String> columns) {
        names = List.copyOf(columns);
    }

    @Override
    public void row(List<@Nullable Object> values) {
        LocalDate day = LocalDate.ofInstant((Instant) value(values, "started_at"), zone);
        boolean isRead = values.get(names.indexOf("quarantine")) == null;
        Path folder =
                directory.resolve(safe(value(values, "account").toString())).resolve(day.toString());
        write(folder, value(values, "log_id") + (isRead ? ".log" : ".quarantined"), content(values));
    }

    private Object value(List<@Nullable Object> values, String column) {
        return Objects.requireNonNull(values.get(names.indexOf(column)), column);
    }

    private Content content(List<@Nullable Object> values) {
        @Nullable Object text = values.get(names.indexOf("body"));
        return switch (text == null ? value(values, "body_bytes") : text) {
            case Content large -> large;
            case byte[] bytes -> Content.of(bytes);
            case Object other -> Content.of(other.toString().getBytes(StandardCharsets.UTF_8));
        };
    }

    /** An account's name may contain any character; a folder's may not. */
    private static String safe(String name) {
        String folder = name.replaceAll("[^\\p{L}\\p{N}._ -]", "_").strip();
        return folder.isEmpty() || folder.startsWith(".") ? "_" + folder.toLowerCase(Locale.ROOT) : folder;
    }

    private static void write(Path folder, String name, Content content) {
        Path part = folder.resolve(name + ".part");
        try (InputStream bytes = content.open()) {
            Files.createDirectories(folder);
            Files.copy(bytes, part, StandardCopyOption.REPLACE_EXISTING);
            Files.move(part, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw UnwritableOutput.of(folder.resolve(name), failure);
        }
    }
}
