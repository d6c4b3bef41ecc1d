package dev.callvault.cli.imports;

import dev.callvault.imports.Unreadable;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an import could not read: the first of it to be shown, and all of it in a file if one is named. */
final class UnreadableList implements AutoCloseable {
    /** How many are shown. */
    static final int SHOWN = 20;

    private final List<Unreadable> first = new ArrayList<>();
    private final @Nullable BufferedWriter all;

    private UnreadableList(@Nullable BufferedWriter all) {
        this.all = all;
    }

    /** @param file replaced if it exists; null for none */
    static UnreadableList into(@Nullable Path file) throws IOException {
        return new UnreadableList(file == null ? null : Files.newBufferedWriter(file));
    }

    void add(Unreadable one) {
        if (first.size() < SHOWN) {
            first.add(one);
        }
        if (all != null) {
            try {
                all.write(one + System.lineSeparator());
            } catch (IOException full) {
                throw new UncheckedIOException(full);
            }
        }
    }

    List<Unreadable> first() {
        return List.copyOf(first);
    }

    /** Before somebody is told where it is. */
    void flush() throws IOException {
        if (all != null) {
            all.flush();
        }
    }

    @Override
    public void close() throws IOException {
        if (all != null) {
            all.close();
        }
    }
}
