package dev.callvault.refine;

import dev.callvault.content.Content;
import java.util.function.Consumer;

/**
 * A part of a text that can be searched by itself for digits and what callers typed, or all of it.
 *
 * @param text ends of lines may stand behind it, which hold nothing; it is another passage's once the next is visited
 * @param begin how many bytes of the text stand before it
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never copied or compared
record Passage(byte[] text, int begin) {
    /** Visits all of a text, in its order. One that is an array is one passage, which costs nothing. */
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
