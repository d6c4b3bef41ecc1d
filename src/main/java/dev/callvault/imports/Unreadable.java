package dev.callvault.imports;

/**
 * Something that could not be brought along.
 *
 * @param line where it begins, from 1; 0 for the file as a whole
 * @param reason redacted
 */
public record Unreadable(String file, long line, String reason) {
    @Override
    public String toString() {
        return (line == 0 ? file : file + ":" + line) + ": " + reason;
    }
}
