package dev.callvault.redact;

import dev.callvault.content.Content;
import dev.callvault.content.ContentBuilder;
import dev.callvault.number.Mentions;
import dev.callvault.number.Passage;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.Charset;
import java.util.Set;

/**
 * A log in which a number is masked, read and written in pieces, since it may have 100 MB.
 *
 * @param mentions how often it mentioned the number
 */
record MaskedLog(Content content, int mentions) {
    /** In characters; many times as long as what two pieces have in common. */
    private static final int PIECE = 1 << 20;

    private static final int HALF = Mentions.REACH / 2;

    /** What is looked for. */
    record Sought(Mentions mentions, Set<String> forms, String region) {}

    static MaskedLog of(Content log, Charset charset, Sought sought) {
        return log.read(bytes -> {
            try (ContentBuilder masked = new ContentBuilder(log.length());
                    Reader in = new InputStreamReader(bytes, charset);
                    Writer out = new OutputStreamWriter(masked, charset)) {
                int mentions = new Masking(in, out, sought).run();
                out.flush();
                return new MaskedLog(masked.content(), mentions);
            }
        });
    }

    /** One pass over a log. */
    private static final class Masking {
        private final Reader in;
        private final Writer out;
        private final Sought sought;
        private final StringBuilder text = new StringBuilder();
        private final StringBuilder masked = new StringBuilder();

        Masking(Reader in, Writer out, Sought sought) {
            this.in = in;
            this.out = out;
            this.sought = sought;
        }

        int run() throws IOException {
            int mentions = 0;
            int begin = 0;
            for (boolean hasMore = fill(); ; hasMore = fill()) {
                mentions += mask(begin, hasMore ? text.length() - HALF : text.length());
                int done = hasMore ? text.length() - Mentions.REACH : text.length();
                out.append(masked, 0, done);
                text.delete(0, done);
                masked.delete(0, done);
                if (!hasMore) {
                    return mentions;
                }
                begin = HALF;
            }
        }

        /** Reads the next piece; whether there may be more. */
        private boolean fill() throws IOException {
            char[] read = new char[8192];
            int until = text.length() + PIECE;
            while (text.length() < until) {
                int count = in.read(read);
                if (count < 0) {
                    return false;
                }
                text.append(read, 0, count);
                masked.append(read, 0, count);
            }
            return true;
        }

        /** Masks what begins here; what begins elsewhere is seen whole in the piece before or behind. */
        private int mask(int from, int to) {
            int mentions = 0;
            for (Passage found : sought.mentions().of(text, sought.forms(), sought.region())) {
                if (found.begin() >= from && found.begin() < to) {
                    Mentions.mask(masked, found);
                    mentions++;
                }
            }
            return mentions;
        }
    }
}
