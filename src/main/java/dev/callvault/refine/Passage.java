package dev.callvault.refine;

import dev.callvault.content.Content;
import java.util.function.Consumer;

/**
 * A part of a text, or all of it, that can be searched on its own for digits and caller input.
 *
 * @param text may have line ends after it, which hold nothing; reused for the next passage
 * @param begin how many bytes of the text precede it
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never copied or compared
record Passage(byte[] text, int begin) {
    /** Visits a text in order. A text in an array is a single passage, at no cost. */
    static void each(Content text, Consumer<Passage> visit) {
        if (text.isPlain()) {
            visit.accept(new Passage(text.bytes(), 0));
        } else {
            var unused = text.read(bytes -> {
                Passages passages = new Passages(bytes);
                for (Passage next = passages.next(); next != null; next = passages.next()) {
                    visit.accept(next);
                }
                return passages;
            });
        }
    }
}
