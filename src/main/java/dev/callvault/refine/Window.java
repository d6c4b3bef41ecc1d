package dev.callvault.refine;

import dev.callvault.content.Content;
import java.util.function.Consumer;

/**
 * Some lines of a text, or all of them: what stands in one line is never cut.
 *
 * @param begin how many bytes of the text stand before them
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never copied or compared
record Window(byte[] text, int begin) {
    /** Visits all lines in their order. A text that is one array is one window, which costs nothing. */
    static void each(Content text, Consumer<Window> visit) {
        if (text.isPlain()) {
            visit.accept(new Window(text.bytes(), 0));
        } else {
            var unused = text.read(bytes -> {
                Windows windows = new Windows(bytes);
                for (Window next = windows.next(); next != null; next = windows.next()) {
                    visit.accept(next);
                }
                return windows;
            });
        }
    }
}
