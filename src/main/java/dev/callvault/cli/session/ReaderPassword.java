package dev.callvault.cli.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/** The password of a login that is made. */
public final class ReaderPassword {
    /** Without those that look alike. */
    private static final String CHARACTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private static final int LENGTH = 24;

    private ReaderPassword() {}

    /** The file's text without the line's end; empty if there is none. */
    public static String of(Path file) throws IOException {
        return Files.readString(file).replaceFirst("\\r?\\n$", "");
    }

    /** A new one that nobody can guess. */
    public static String generated() {
        return new SecureRandom()
                .ints(LENGTH, 0, CHARACTERS.length())
                .mapToObj(it -> CHARACTERS.substring(it, it + 1))
                .reduce("", String::concat);
    }
}
