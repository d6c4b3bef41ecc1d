package dev.callvault.logs;

import dev.callvault.refine.Redactor;

/**
 * Redacts the program's messages. There is one for the whole process, because logback creates its encoders itself; until the
 * settings are read, it masks card numbers. Safe for many threads.
 */
public final class LogRedaction {
    private static volatile Redactor current = Redactor.CARDS;

    private LogRedaction() {}

    /** Uses this redactor from now on. */
    public static void use(Redactor redactor) {
        current = redactor;
    }

    /** The redacted text. */
    public static String redacted(String text) {
        return current.text(text);
    }
}
