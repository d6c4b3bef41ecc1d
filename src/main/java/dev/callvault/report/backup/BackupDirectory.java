package dev.callvault.report.backup;

import dev.callvault.report.UnwritableOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A directory of backups that are named after their time; other files in it are left alone. */
public record BackupDirectory(Path path) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT);
    private static final Pattern NAME = Pattern.compile("callvault-([0-9]{8}T[0-9]{6}Z)[.]zip");

    /** A file that has not grown for so long is nobody's work. */
    private static final Duration AT_WORK = Duration.ofDays(1);

    /** The directory may be shared with other machines. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

    private static final Pattern LEFT_OVER = Pattern.compile(NAME + "[.][0-9]+[.]part");

    /** The name of a backup. */
    public static String name(Instant at) {
        return "callvault-" + TIME.format(at.atOffset(ZoneOffset.UTC)) + ".zip";
    }

    /** When the newest backup was begun; empty for none, also when the directory does not exist. */
    public Optional<Instant> newest(Instant now) throws IOException {
        return names(NAME).stream()
                .flatMap(it -> time(it).stream())
                .filter(it -> !isFuture(it, now))
                .max(Instant::compareTo);
    }

    /** The name of a backup that a wrong clock has dated; nobody knows how old it is. */
    public Optional<String> fromFuture(Instant now) throws IOException {
        return names(NAME).stream().filter(it -> isFuture(it, now)).findFirst();
    }

    /**
     * Deletes all but the newest. Those whose time lies in the future are left for somebody to look at: they would pass for the
     * newest for ever.
     *
     * @throws UnwritableOutput when one cannot be deleted
     */
    public void keep(int count, Instant now) {
        try {
            List<String> names =
                    names(NAME).stream().filter(it -> !isFuture(it, now)).toList();
            for (String name : names.subList(0, Math.max(0, names.size() - count))) {
                Files.deleteIfExists(path.resolve(name));
            }
        } catch (IOException failure) {
            throw UnwritableOutput.of(path, failure);
        }
    }

    /** Deletes what a writer has left that was killed; another one may be at work. */
    public void deleteLeftOver(Instant now) {
        try {
            for (String name : names(LEFT_OVER)) {
                Path file = path.resolve(name);
                if (Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(AT_WORK))) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (NoSuchFileException finished) {
            // meanwhile
        } catch (IOException failure) {
            throw UnwritableOutput.of(path, failure);
        }
    }

    private static boolean isFuture(String name, Instant now) {
        return time(name).filter(it -> isFuture(it, now)).isPresent();
    }

    private static boolean isFuture(Instant time, Instant now) {
        return time.isAfter(now.plus(CLOCKS_DIFFER));
    }

    /** The oldest first. */
    private List<String> names(Pattern kind) throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return new ArrayList<>(files.map(it -> it.getFileName().toString())
                    .filter(it -> kind.matcher(it).matches())
                    .sorted()
                    .toList());
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }

    private static Optional<Instant> time(String name) {
        Matcher matcher = NAME.matcher(name);
        try {
            return matcher.matches()
                    ? Optional.of(LocalDateTime.parse(matcher.group(1), TIME).toInstant(ZoneOffset.UTC))
                    : Optional.empty();
        } catch (DateTimeParseException noTime) {
            return Optional.empty();
        }
    }
}
