package dev.callvault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/** Names the tests' directories by letters: some of the usual names, of nineteen digits, are masked as card numbers. */
public final class TempDirectories implements TempDirFactory {
    private static final int LENGTH = 16;

    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context) throws IOException {
        Path parent = Path.of(System.getProperty("java.io.tmpdir"));
        return Files.createDirectory(
                parent.resolve("test-" + letters()),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    private static String letters() {
        StringBuilder letters = new StringBuilder();
        ThreadLocalRandom.current().ints(LENGTH, 'a', 'z' + 1).forEach(letters::appendCodePoint);
        return letters.toString();
    }
}
