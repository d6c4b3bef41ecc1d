package dev.callvault.config.read;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiConsumer;

/** A file that holds one secret, as Docker, Kubernetes and systemd hand them over. */
final class SecretFile {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private SecretFile() {}

    /** The file's text by now; empty while it cannot be read, for example because it is just being replaced. */
    static Optional<String> again(String file) {
        return Files.isRegularFile(Path.of(file)) // a pipe could be read only once
                ? unneeded(file, Origin.FILE, file).map(RawValue::text)
                : Optional.empty();
    }

    /**
     * The file's text without what editors and shells add unasked and nobody sees: a byte order mark, and blanks and line
     * ends at the end. Empty, and a mistake noted, when it has no other text.
     */
    static Optional<RawValue> read(String file, Origin origin, String from, Mistakes mistakes) {
        return read(file, origin, from, (where, what) -> mistakes.add(where, what));
    }

    /** The same for a secret that may be out of reach, because nothing is going to use it. */
    static Optional<RawValue> unneeded(String file, Origin origin, String from) {
        return read(file, origin, from, (where, what) -> {});
    }

    private static Optional<RawValue> read(
            String file, Origin origin, String from, BiConsumer<String, String> mistakes) {
        try {
            String read = Files.readString(Path.of(file));
            String text = (read.startsWith(BYTE_ORDER_MARK) ? read.substring(1) : read).stripTrailing();
            if (!text.isEmpty()) {
                return Optional.of(new RawValue(text, origin, from, Optional.of(file)));
            }
            mistakes.accept(from, "the file " + file + " is empty");
        } catch (IOException | InvalidPathException unreadable) {
            mistakes.accept(from, "the file " + file + " " + Unreadable.why(file, unreadable));
        }
        return Optional.empty();
    }
}
