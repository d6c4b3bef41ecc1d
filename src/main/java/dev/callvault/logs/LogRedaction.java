package dev.callvault.logs;

import dev.callvault.refine.Redactor;

/**
 * What is taken out of logs and messages. One for the process, since logback makes its encoders by itself; card numbers until
 * the settings are read. Safe for many threads.
 */
public final class LogRedaction {
    private static volatile Redactor current = Redactor.CARDS;

    private LogRedaction() {}

    /** Takes out what this redactor takes out, from now on. */
    public static void use(Redactor redactor) {
        current = redactor;
    }

    /** The text without what must not be kept. */
    public static String redacted(String text) {
        return current.text(text);
    }
}
