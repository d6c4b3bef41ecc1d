package dev.callvault.imports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Walks over files and folders, sorted by name, without hidden ones. A link is followed, but no folder is entered from within
 * itself. One folder's names are in memory at a time.
 */
final class FoundFiles {
    private final BooleanSupplier goesOn;
    private final BiConsumer<Path, IOException> unreadable;

    /** @param unreadable is told which folder cannot be read, or what is none */
    FoundFiles(BooleanSupplier goesOn, BiConsumer<Path, IOException> unreadable) {
        this.goesOn = goesOn;
        this.unreadable = unreadable;
    }

    /** Reads a file. */
    interface Visit {
        void file(Path file);
    }

    void each(List<Path> paths, Visit visit) {
        paths.forEach(it -> walk(it, new HashSet<>(), visit));
    }

    private void walk(Path path, Set<Path> above, Visit visit) {
        if (!goesOn.getAsBoolean()) {
            return;
        }
        if (Files.isRegularFile(path)) {
            visit.file(path);
            return;
        }
        if (!Files.isDirectory(path)) {
            unreadable.accept(
                    path, new IOException("neither a file nor a folder")); // a pipe could be waited for, for ever
            return;
        }
        try {
            Path real = path.toRealPath();
            if (above.add(real)) {
                for (Path child : children(path)) {
                    walk(child, above, visit);
                }
                above.remove(real);
            }
        } catch (IOException failure) {
            unreadable.accept(path, failure);
        }
    }

    private static List<Path> children(Path folder) throws IOException {
        List<Path> children = new ArrayList<>();
        try (Stream<Path> all = Files.list(folder)) {
            all.filter(it -> !String.valueOf(it.getFileName()).startsWith(".")).forEach(children::add);
        }
        children.sort(null);
        return children;
    }
}
