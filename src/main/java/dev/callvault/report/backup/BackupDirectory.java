package dev.callvault.report.backup;

import dev.callvault.report.UnwritableOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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
    private static final Pattern LEFT_OVER = Pattern.compile(NAME + "[.][0-9]+[.]part");

    /** The name of a backup. */
    public static String name(Instant at) {
        return "callvault-" + TIME.format(at.atOffset(ZoneOffset.UTC)) + ".zip";
    }

    /** When the newest backup was begun; empty for none, also when the directory does not exist. */
    public Optional<Instant> newest() throws IOException {
        return names(NAME).stream().flatMap(it -> time(it).stream()).max(Instant::compareTo);
    }

    /**
     * Deletes all but the newest.
     *
     * @throws UnwritableOutput when one cannot be deleted
     */
    public void keep(int count) {
        delete(NAME, count);
    }

    /** Deletes what a writer has left that was killed; there must be none at work. */
    public void deleteLeftOver() {
        delete(LEFT_OVER, 0);
    }

    private void delete(Pattern kind, int but) {
        try {
            List<String> names = names(kind);
            for (String name : names.subList(0, Math.max(0, names.size() - but))) {
                Files.deleteIfExists(path.resolve(name));
            }
        } catch (IOException failure) {
            throw UnwritableOutput.of(path, failure);
        }
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
