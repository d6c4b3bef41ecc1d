package dev.callvault.cli.backup;

import dev.callvault.config.InvalidUse;
import dev.callvault.report.backup.BackupReader;
import dev.callvault.store.backup.BackupSource;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A backup on a disk or on standard input.
 *
 * @param name a file, or {@code -}
 */
record BackupInput(String name) {
    /** Works with an open backup. */
    @FunctionalInterface
    interface Use<T> {
        T of(BackupReader backup);
    }

    boolean isStandard() {
        return name.equals("-");
    }

    <T> T open(Use<T> use) throws IOException {
        try (InputStream in = in()) {
            return use.of(new BackupReader(in, isStandard() ? "what comes from standard input" : name));
        }
    }

    private InputStream in() throws IOException {
        if (isStandard()) {
            return new FileInputStream(FileDescriptor.in);
        }
        Path file = Path.of(name);
        if (!Files.exists(file)) {
            throw new InvalidUse("there is no file " + name);
        }
        if (!Files.isRegularFile(file)) {
            throw new InvalidUse(name + " is not a file");
        }
        return Files.newInputStream(file);
    }

    /** Reads all of it, which checks every byte. */
    static long rows(BackupSource backup) {
        long[] rows = new long[1];
        backup.each((part, in) -> {
            long count = lines(in);
            rows[0] += count;
            return count;
        });
        return rows[0];
    }

    /** Every row of a part is a line. */
    private static long lines(InputStream in) throws IOException {
        byte[] piece = new byte[64 << 10];
        long lines = 0;
        for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
            for (int i = 0; i < count; i++) {
                lines += piece[i] == '\n' ? 1 : 0;
            }
        }
        return lines;
    }
}
