package dev.callvault.serve.console;

import dev.callvault.content.Content;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The lines of a whole log that contain a text, however long the log and its lines are.
 *
 * @param wanted the text, in any case; empty when nothing is looked for
 * @param isOfWhole whether the log was searched; otherwise the text is only marked in what is shown
 * @param count how many lines contain it
 * @param first the first of them
 */
public record LogMatches(String wanted, boolean isOfWhole, long count, List<Match> first) {
    static final LogMatches NONE = marking("");
    private static final int MOST = 200;
    private static final int SHOWN_BEFORE = 40;
    private static final int SHOWN = 200;
    /** A longer line is looked at piece by piece. */
    private static final int PIECE = 1 << 18;

    private static final int MAX_BYTES_PER_CHARACTER = 4;

    public LogMatches {
        first = List.copyOf(first);
    }

    /**
     * A line that contains the text.
     *
     * @param from how many bytes of the log precede it
     * @param line its number, from 1
     * @param text the part of the line around the text
     */
    public record Match(long from, int line, String text) {}

    /** Nothing is searched: the text is only marked in the lines that are shown. */
    static LogMatches marking(String wanted) {
        return new LogMatches(wanted, false, 0, List.of());
    }

    static LogMatches of(Content log, String wanted) throws IOException {
        if (wanted.isEmpty()) {
            return NONE;
        }
        try (InputStream bytes = new BufferedInputStream(log.open(), PIECE)) {
            Search search = new Search(wanted);
            search.read(bytes);
            return new LogMatches(wanted, true, search.count, search.first);
        }
    }

    /** Whether a shown line contains the text. */
    public boolean isIn(BodyLine line) {
        return !wanted.isEmpty()
                && lower(String.join(" ", line.time(), line.module(), line.type(), line.message()))
                        .contains(lower(wanted));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** Reads a log once. */
    private static final class Search {
        private final String wanted;
        private final int overlap;
        private final List<Match> first = new ArrayList<>();
        private final ByteArrayOutputStream piece = new ByteArrayOutputStream();
        private long pieceFrom;
        private int line = 1;
        private boolean isLineCounted;
        private long count;

        Search(String wanted) {
            this.wanted = lower(wanted);
            this.overlap = wanted.length() * MAX_BYTES_PER_CHARACTER;
        }

        void read(InputStream bytes) throws IOException {
            long at = 0;
            boolean isAfterReturn = false;
            for (int read = bytes.read(); read >= 0; read = bytes.read()) {
                at++;
                if (read == '\n' && isAfterReturn) {
                    pieceFrom = at;
                } else if (read == '\n' || read == '\r') {
                    endLine(at);
                } else {
                    write(read);
                }
                isAfterReturn = read == '\r';
            }
            look();
        }

        private void endLine(long next) {
            look();
            piece.reset();
            pieceFrom = next;
            line++;
            isLineCounted = false;
        }

        /** What spans two pieces is in the second, which begins with the end of the first. */
        private void write(int read) {
            boolean isInCharacter = (read & 0xC0) == 0x80;
            if (piece.size() >= PIECE + overlap && !isInCharacter) {
                look();
                byte[] before = piece.toByteArray();
                int kept = before.length - overlap;
                while (kept > 0 && (before[kept] & 0xC0) == 0x80) {
                    kept--;
                }
                piece.reset();
                piece.write(before, kept, before.length - kept);
                pieceFrom += kept;
            }
            piece.write(read);
        }

        private void look() {
            String text = piece.toString(StandardCharsets.UTF_8);
            int at = isLineCounted ? -1 : lower(text).indexOf(wanted);
            if (at < 0) {
                return;
            }
            isLineCounted = true;
            count++;
            if (first.size() < MOST) {
                first.add(new Match(pieceFrom, line, around(text, at)));
            }
        }

        /** Lower case may be longer than what was read, so the place is not exact. */
        private static String around(String text, int at) {
            int start = Math.clamp(at - SHOWN_BEFORE, 0, Math.max(0, text.length() - 1));
            int end = Math.min(text.length(), start + SHOWN);
            return (start > 0 ? "… " : "") + text.substring(start, end) + (end < text.length() ? " …" : "");
        }
    }
}
