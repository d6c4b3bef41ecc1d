package dev.callvault.serve.console;

import dev.callvault.content.Content;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A part of a log, split into lines; as much as a page can show, whatever the log's size.
 *
 * @param shown the part's lines
 * @param next where the next part begins; empty at the log's end
 */
record BodyLines(List<BodyLine> shown, Optional<Place> next) {
    static final BodyLines NONE = new BodyLines(List.of(), Optional.empty());
    private static final int MAX_LINES = 5_000;
    private static final int MAX_BYTES = 1 << 20;
    /** Longer lines are cut, because a browser would choke on a line of megabytes. */
    private static final int MAX_LINE_LENGTH = 20_000;

    private static final int MAX_BYTES_PER_CHARACTER = 4;
    private static final int END = -1;

    BodyLines {
        shown = List.copyOf(shown);
    }

    /**
     * A place in a log.
     *
     * @param from how many bytes precede it
     * @param line the number of the line that it is in, from 1
     */
    record Place(long from, int line) {
        static final Place START = new Place(0, 1);
    }

    /** The part that begins at a place. */
    static BodyLines of(Content log, Place place) throws IOException {
        if (place.from() >= log.length()) {
            return NONE;
        }
        try (InputStream bytes = log.open(place.from())) {
            return new Part(bytes, place).read();
        }
    }

    /** Reads one part. */
    private static final class Part {
        private final InputStream bytes;
        private final Place start;
        private final List<BodyLine> lines = new ArrayList<>();
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();
        private long read;
        private int ahead;
        private boolean isContinued;

        Part(InputStream bytes, Place start) throws IOException {
            this.bytes = bytes;
            this.start = start;
            this.ahead = bytes.read();
        }

        BodyLines read() throws IOException {
            while (ahead != END) {
                if (lines.size() == MAX_LINES || isFull()) {
                    return new BodyLines(lines, Optional.of(place()));
                }
                readLine();
            }
            return new BodyLines(lines, Optional.empty());
        }

        /** A line that does not fit continues, under its own number, in the next part. */
        private void readLine() throws IOException {
            int number = place().line();
            line.reset();
            while (ahead != END && ahead != '\n' && ahead != '\r' && !isFull()) {
                if (line.size() < MAX_LINE_LENGTH * MAX_BYTES_PER_CHARACTER) {
                    line.write(ahead);
                }
                step();
            }
            boolean isWhole = ahead == END || ahead == '\n' || ahead == '\r';
            lines.add(BodyLine.of(number, text(isWhole)));
            if (isWhole) {
                endLine();
            } else {
                isContinued = true;
            }
        }

        /** Ends with LF, CR, CR LF, or with the log. */
        private void endLine() throws IOException {
            boolean isReturn = ahead == '\r';
            if (ahead != END) {
                step();
            }
            if (isReturn && ahead == '\n') {
                step();
            }
        }

        /** Characters are not cut in two. */
        private boolean isFull() {
            return read >= MAX_BYTES && (ahead & 0xC0) != 0x80;
        }

        private void step() throws IOException {
            read++;
            ahead = bytes.read();
        }

        private Place place() {
            return new Place(start.from() + read, start.line() + lines.size() - (isContinued ? 1 : 0));
        }

        private String text(boolean isWhole) {
            String text = line.toString(StandardCharsets.UTF_8);
            boolean isLong = text.length() > MAX_LINE_LENGTH;
            return (isLong ? text.substring(0, MAX_LINE_LENGTH) : text) + (isLong || !isWhole ? " …" : "");
        }
    }
}
