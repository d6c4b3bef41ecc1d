package dev.callvault.refine;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a long text into {@linkplain Passage passages} as it is read, at the ends of lines. A longer line is a passage by itself.
 *
 * <p>At the end of a line nothing is parted: no digit, no separator between digits, no star and no mark of a caller's input
 * holds a line feed, however it is written, nor a backslash before an {@code n}; and an input ends there.
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

    /** The next passage, in the array of the one before; null behind the last. */
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

    /** Reads as much as there is room for; returns where the last line ends that is whole, 0 if none is. */
    private int fill() throws IOException {
        filled += text.readNBytes(read, filled, read.length - filled);
        return filled < read.length ? filled : endOfLines(read);
    }

    /** Behind the last line that is whole; 0 if none is. */
    private static int endOfLines(byte[] read) {
        int end = read.length;
        while (end > 0 && !isLineEnd(read, end - 1)) {
            end--;
        }
        return end;
    }

    /** In an answer that is kept as it came, a line ends with {@code \n} in letters; elsewhere those do no harm. */
    private static boolean isLineEnd(byte[] read, int at) {
        return read[at] == '\n' || (read[at] == 'n' && at > 0 && read[at - 1] == '\\');
    }
}
