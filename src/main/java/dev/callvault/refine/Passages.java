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
    private byte[] rest = {};
    private int begin;

    Passages(InputStream text) {
        this.text = text;
    }

    /** The next passage; null behind the last. */
    @Nullable
    Passage next() throws IOException {
        byte[] read = rest;
        int length = rest.length;
        int end = 0;
        while (end == 0) {
            read = Arrays.copyOf(read, Math.max(SIZE, 2 * length));
            length += text.readNBytes(read, length, read.length - length);
            if (length == 0) {
                return null;
            }
            end = length < read.length ? length : endOfLines(read);
        }
        Passage next = new Passage(Arrays.copyOf(read, end), begin);
        rest = Arrays.copyOfRange(read, end, length);
        begin += end;
        return next;
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
