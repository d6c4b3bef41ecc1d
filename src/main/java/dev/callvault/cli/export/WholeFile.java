package dev.callvault.cli.export;

import dev.callvault.report.UnwritableOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/**
 * A file that appears under its name only once it is complete.
 *
 * @param isReplaced a file of that name is replaced; otherwise it is left, and writing fails
 */
public record WholeFile(Path path, boolean isReplaced) {
    /** Writes it all, and closes the stream. */
    @FunctionalInterface
    public interface Writing {
        long to(OutputStream out) throws IOException;
    }

    /**
     * Returns what the writing returns.
     *
     * @throws UnwritableOutput when the file cannot be written
     */
    public long write(Writing writing) throws IOException {
        Path part = path.resolveSibling(path.getFileName() + ".part");
        try {
            long written = writing.to(Files.newOutputStream(part));
            if (isReplaced) {
                Files.move(part, path, StandardCopyOption.REPLACE_EXISTING);
            } else {
                Files.move(part, path); // another program may have written it meanwhile
            }
            return written;
        } catch (IOException failure) {
            throw UnwritableOutput.of(path, failure);
        } catch (UncheckedIOException failure) {
            throw UnwritableOutput.of(path, Objects.requireNonNull(failure.getCause()));
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
