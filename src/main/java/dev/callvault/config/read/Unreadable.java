package dev.callvault.config.read;

import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Says why a file cannot be read; the exception's own text is left out, because it differs by system. */
final class Unreadable {
    private Unreadable() {}

    static String why(String file, Exception unreadable) {
        return switch (unreadable) {
            case NoSuchFileException missing -> "does not exist";
            case AccessDeniedException denied -> "cannot be read: permission denied";
            case InvalidPathException odd -> "is not a path";
            default -> Files.isDirectory(Path.of(file)) ? "is a directory, not a file" : "cannot be read as UTF-8 text";
        };
    }
}
