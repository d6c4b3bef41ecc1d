package dev.callvault.imports;

import dev.callvault.content.Content;
import dev.callvault.content.ContentBuilder;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Cuts a stream into lines of any length, each without its end. For one thread. */
final class LineCutter {
    private static final int PIECE = 64 << 10;
    private static final int EXPECTED = 1 << 10;

    private final InputStream in;
    private final byte[] piece = new byte[PIECE];
    private int at;
    private int filled;
    private long lines;

    LineCutter(InputStream in) {
        this.in = in;
    }

    /**
     * A line, or several.
     *
     * @param number that of the first, from 1
     * @param content null if it is longer than {@link ArchivedFile#MOST}
     * @param isClosed whether every brace of JSON that is opened in it is closed
     * @param isInString whether it ends within a string of JSON, where no line ends by itself
     */
    record Line(long number, @Nullable Content content, boolean isClosed, boolean isInString) {}

    /** The next line; null at the end. */
    @Nullable
    Line next() throws IOException {
        return peek() < 0 ? null : gather(new ContentBuilder(EXPECTED), new Braces(), ++lines, true);
    }

    /** All that follows, together with a line that was read. */
    Line rest(Line begun) throws IOException {
        ContentBuilder all = new ContentBuilder();
        if (begun.content() != null) {
            begun.content().read(it -> it.transferTo(all));
        }
        all.write('\n');
        return gather(all, new Braces(), begun.number(), false);
    }

    /** The next byte, which is not taken; negative at the end. */
    int peek() throws IOException {
        if (at == filled) {
            at = 0;
            filled = Math.max(0, in.read(piece));
        }
        return at == filled ? -1 : piece[at] & 0xFF;
    }

    private Line gather(ContentBuilder into, Braces braces, long number, boolean isOne) throws IOException {
        try (into) {
            long length = 0;
            boolean isOver = false;
            while (!isOver && peek() != -1) {
                int end = isOne ? endOfLine() : filled;
                isOver = isOne && end < filled;
                length += end - at;
                if (length <= ArchivedFile.MOST) {
                    into.write(piece, at, end - at);
                    braces.see(piece, at, end);
                }
                at = isOver ? end + 1 : end;
            }
            return new Line(
                    number, length <= ArchivedFile.MOST ? into.content() : null, braces.areClosed(), braces.isInString);
        }
    }

    private int endOfLine() {
        int end = at;
        while (end < filled && piece[end] != '\n') {
            end++;
        }
        return end;
    }

    /** Follows the braces of JSON, without those in its strings. */
    private static final class Braces {
        private int depth;
        private boolean isInString;
        private boolean isEscaped;

        void see(byte[] bytes, int from, int to) {
            for (int i = from; i < to; i++) {
                see(bytes[i]);
            }
        }

        private void see(byte one) {
            if (isInString) {
                isInString = isEscaped || one != '"';
                isEscaped = !isEscaped && one == '\\';
            } else if (one == '"') {
                isInString = true;
            } else if (one == '{') {
                depth++;
            } else if (one == '}') {
                depth--;
            }
        }

        boolean areClosed() {
            return depth <= 0 && !isInString;
        }
    }
}
