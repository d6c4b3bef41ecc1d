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
 * @param future the name of one whose time lies in the future, so that nobody knows its age; null for none
 * @param unreadable why the directory cannot be read; null if it can
 */
public record LastBackup(
        Optional<Path> directory,
        Optional<Instant> newest,
        @Nullable String future,
        @Nullable String unreadable) {
    public static LastBackup in(Optional<Path> directory, Instant now) {
        try {
            if (directory.isEmpty()) {
                return new LastBackup(directory, Optional.empty(), null, null);
            }
            BackupDirectory backups = new BackupDirectory(directory.get());
            return new LastBackup(
                    directory, backups.newest(now), backups.fromFuture(now).orElse(null), null);
        } catch (IOException failure) {
            return new LastBackup(directory, Optional.empty(), null, failure.getMessage());
        }
    }

    /** A line; empty when the daemon writes none. */
    public String text(Instant now) {
        return directory
                .map(it -> "newest backup: " + age(now) + " (" + it + ")\n")
                .orElse("");
    }

    private String age(Instant now) {
        if (unreadable != null) {
            return "unknown, as the directory cannot be read";
        }
        if (future != null) {
            return "unknown, as the time of " + future + " lies in the future";
        }
        return newest.map(it -> HumanFormat.duration(Duration.between(it, now)) + " old")
                .orElse("none yet");
    }

    /** Null when the daemon writes none. */
    public @Nullable Map<String, ?> json() {
        if (directory.isEmpty()) {
            return null;
        }
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("directory", directory.get().toString());
        json.put("begun_at", newest.map(it -> HumanFormat.instant(newest)).orElse(null));
        json.put("from_future", future);
        json.put("unreadable", unreadable);
        return json;
    }
}
