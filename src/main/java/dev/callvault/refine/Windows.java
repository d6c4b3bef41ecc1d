package dev.callvault.refine;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Cuts a long text into {@linkplain Window windows} as it is read. A line that is longer than a window is one by itself. */
final class Windows {
    private static final int SIZE = 256 << 10;

    private final InputStream text;
    private byte[] rest = {};
    private int begin;

    Windows(InputStream text) {
        this.text = text;
    }

    /** The next window; null behind the last. */
    @Nullable
    Window next() throws IOException {
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
        Window next = new Window(Arrays.copyOf(read, end), begin);
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

    /** In an answer that is kept as it came, a line ends with {@code \n} in letters. */
    private static boolean isLineEnd(byte[] read, int at) {
        return read[at] == '\n' || (read[at] == 'n' && at > 0 && read[at - 1] == '\\');
    }
}
