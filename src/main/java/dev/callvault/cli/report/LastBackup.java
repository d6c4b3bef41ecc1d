package dev.callvault.cli.report;

import dev.callvault.report.HumanFormat;
import dev.callvault.report.backup.BackupDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The newest backup in the directory to which the daemon writes them, as this machine sees it.
 *
 * @param directory empty when the daemon writes none
 * @param newest when the newest was begun; empty for none
 * @param unreadable why the directory cannot be read; null if it can
 */
public record LastBackup(
        Optional<Path> directory,
        Optional<Instant> newest,
        @Nullable String unreadable) {
    public static LastBackup in(Optional<Path> directory) {
        try {
            Optional<Instant> newest =
                    directory.isEmpty() ? Optional.empty() : new BackupDirectory(directory.get()).newest();
            return new LastBackup(directory, newest, null);
        } catch (IOException failure) {
            return new LastBackup(directory, Optional.empty(), failure.getMessage());
        }
    }

    /** A line; empty when the daemon writes none. */
    public String text(Instant now) {
        return directory
                .map(it -> "newest backup: " + age(now) + " (" + it + ")\n")
                .orElse("");
    }

    private String age(Instant now) {
        return unreadable == null
                ? newest.map(it -> HumanFormat.duration(Duration.between(it, now)) + " old")
                        .orElse("none yet")
                : "unknown, as the directory cannot be read";
    }

    /** Null when the daemon writes none. */
    public @Nullable Map<String, ?> json() {
        if (directory.isEmpty()) {
            return null;
        }
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("directory", directory.get().toString());
        json.put("begun_at", newest.map(it -> HumanFormat.instant(newest)).orElse(null));
        json.put("unreadable", unreadable);
        return json;
    }
}
