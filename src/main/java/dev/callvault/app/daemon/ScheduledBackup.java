package dev.callvault.app.daemon;

import dev.callvault.progress.Progress;
import dev.callvault.report.HumanFormat;
import dev.callvault.report.UnwritableOutput;
import dev.callvault.report.backup.BackupDirectory;
import dev.callvault.report.backup.BackupFile;
import dev.callvault.report.backup.BackupWriter;
import dev.callvault.store.backup.BackupStore;
import dev.callvault.store.coordination.JobOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a backup into a directory, and deletes the oldest there. */
final class ScheduledBackup {
    private static final Logger LOG = LoggerFactory.getLogger(ScheduledBackup.class);

    private final BackupStore store;
    private final Path directory;
    private final int keep;
    private final String program;
    private final Clock clock;

    /** @param program the name and version of this program */
    ScheduledBackup(BackupStore store, Path directory, int keep, String program, Clock clock) {
        this.store = store;
        this.directory = directory;
        this.keep = keep;
        this.program = program;
        this.clock = clock;
    }

    /** Older backups are deleted only once a new one is whole. */
    JobOutcome run() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Path file = directory.resolve(BackupDirectory.name(now));
        try {
            Files.createDirectories(directory);
            BackupDirectory backups = new BackupDirectory(directory);
            backups.deleteLeftOver(now);
            BackupFile.write(file, true, out -> {
                BackupWriter writer = new BackupWriter(out, file.toString(), program);
                writer.finish(
                        store.write(now, writer, Progress.NONE), clock.instant().truncatedTo(ChronoUnit.SECONDS));
                LOG.info("wrote a backup of {} to {}", HumanFormat.count(writer.rows(), "row"), file);
            });
            backups.keep(keep, now);
            return JobOutcome.DONE;
        } catch (IOException failure) {
            return failed(UnwritableOutput.of(directory, failure));
        } catch (UnwritableOutput failure) {
            return failed(failure);
        }
    }

    private static JobOutcome failed(UnwritableOutput failure) {
        if (Thread.currentThread().isInterrupted()) {
            LOG.info("a backup was stopped with the program; it is begun anew when next due");
        } else {
            LOG.error("no backup: {}", failure.getMessage());
        }
        return JobOutcome.FAILED;
    }
}
