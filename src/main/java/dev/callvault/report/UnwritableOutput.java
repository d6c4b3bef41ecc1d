package dev.callvault.report;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file that cannot be written; the message names it, and says why. */
public final class UnwritableOutput extends RuntimeException {
    private UnwritableOutput(String message, Throwable cause) {
        super(message, cause);
    }

    public static UnwritableOutput of(Path file, IOException failure) {
        return of(file.toString(), failure);
    }

    public static UnwritableOutput of(String output, IOException failure) {
        return new UnwritableOutput("cannot write " + output + ": " + why(failure), failure);
    }

    private static String why(IOException failure) {
        return switch (failure) {
            case NoSuchFileException missing -> "its folder does not exist";
            case FileAlreadyExistsException exists -> "it already exists";
            case AccessDeniedException denied -> "permission denied";
            default -> String.valueOf(failure.getMessage());
        };
    }
}
