package dev.callvault.cli.imports;

import dev.callvault.imports.Unreadable;
import dev.callvault.report.UnwritableOutput;
import java.io.BufferedWriter;
import java.io.IOException;
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
    private final @Nullable WrittenTo all;

    private UnreadableList(@Nullable WrittenTo all) {
        this.all = all;
    }

    /**
     * A list that begins.
     *
     * @param file replaced if it exists; null for none
     * @throws UnwritableOutput here or later, when it cannot be written
     */
    static UnreadableList into(@Nullable Path file) {
        try {
            return new UnreadableList(file == null ? null : new WrittenTo(file, Files.newBufferedWriter(file)));
        } catch (IOException failure) {
            throw UnwritableOutput.of(String.valueOf(file), failure);
        }
    }

    void add(Unreadable one) {
        if (first.size() < SHOWN) {
            first.add(one);
        }
        write(writer -> writer.write(one + System.lineSeparator()));
    }

    List<Unreadable> first() {
        return List.copyOf(first);
    }

    /** Before somebody is told where it is. */
    void flush() {
        write(BufferedWriter::flush);
    }

    @Override
    public void close() {
        write(BufferedWriter::close);
    }

    private void write(Step step) {
        if (all == null) {
            return;
        }
        try {
            step.on(all.writer());
        } catch (IOException failure) {
            throw UnwritableOutput.of(all.file(), failure);
        }
    }

    private record WrittenTo(Path file, BufferedWriter writer) {}

    private interface Step {
        void on(BufferedWriter writer) throws IOException;
    }
}
