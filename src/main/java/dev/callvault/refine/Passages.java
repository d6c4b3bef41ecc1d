package dev.callvault.refine;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a long text into {@linkplain Passage passages} at line ends as it is read. A longer line is a passage of its
 * own.
 *
 * <p>Nothing is split at a line end: no digit, separator, star or input mark contains a line feed in any notation, nor
 * a backslash before an {@code n}, and an input ends there.
 */
final class Passages {
    private static final int SIZE = 256 << 10;

    private final InputStream text;
    private byte[] read = new byte[SIZE];
    private byte[] rest = {};
    private int filled;
    private int begin;

    Passages(InputStream text) {
        this.text = text;
    }

    /** The next passage, in the previous one's array; null after the last. */
    @Nullable
    Passage next() throws IOException {
        System.arraycopy(rest, 0, read, 0, rest.length);
        filled = rest.length;
        int end = fill();
        while (end == 0 && filled > 0) {
            read = Arrays.copyOf(read, 2 * read.length);
            end = fill();
        }
        if (filled == 0) {
            return null;
        }
        rest = Arrays.copyOfRange(read, end, filled);
        Arrays.fill(read, end, read.length, (byte) '\n');
        Passage next = new Passage(read, begin);
        begin += end;
        return next;
    }

    /** Fills the free space; returns where the last complete line ends, 0 if there is none. */
    private int fill() throws IOException {
        filled += text.readNBytes(read, filled, read.length - filled);
        return filled < read.length ? filled : endOfLines(read);
    }

    /** The position after the last complete line; 0 if there is none. */
    private static int endOfLines(byte[] read) {
        int end = read.length;
        while (end > 0 && !isLineEnd(read, end - 1)) {
            end--;
        }
        return end;
    }

    /** In a response kept as received, lines end with a literal {@code \n}; elsewhere that is harmless. */
    private static boolean isLineEnd(byte[] read, int at) {
        return read[at] == '\n' || (read[at] == 'n' && at > 0 && read[at - 1] == '\\');
    }
}
