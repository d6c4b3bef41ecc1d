package dev.callvault.app;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the tests' PostgreSQL keeps its files: in memory, where there is room. Every test gets a database of some five
 * hundred files, and Linux's usual file system takes half a second of the processor for those soon after as many were
 * deleted.
 */
final class QuickDisk {
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final String NAME = "callvault-tests-";

    /** Several times what the quick tests use; a machine or a container with less of it uses its disk. */
    private static final long ENOUGH = 4L << 30;

    private QuickDisk() {}

    /** A directory that is not there yet; empty for the usual place. */
    static Optional<Path> directory() throws IOException {
        if (!Files.isWritable(MEMORY) || Files.getFileStore(MEMORY).getUsableSpace() < ENOUGH) {
            return Optional.empty();
        }
        deleteAbandoned();
        return Optional.of(MEMORY.resolve(NAME + ProcessHandle.current().pid()));
    }

    /** A process that was killed leaves its server behind, which ends by itself within a minute of its files. */
    private static void deleteAbandoned() throws IOException {
        List<Path> abandoned;
        try (Stream<Path> all = Files.list(MEMORY)) {
            abandoned = all.filter(QuickDisk::isAbandoned).toList();
        }
        abandoned.forEach(it -> delete(it.toFile()));
    }

    /** As far as it can: the server may still be writing. */
    private static void delete(File file) {
        File[] inside = file.listFiles();
        if (inside != null) {
            List.of(inside).forEach(QuickDisk::delete);
        }
        file.delete();
    }

    private static boolean isAbandoned(Path directory) {
        String name = directory.getFileName().toString();
        return name.matches(NAME + "[0-9]+")
                && Files.isWritable(directory)
                && ProcessHandle.of(Long.parseLong(name.substring(NAME.length())))
                        .isEmpty();
    }
}
