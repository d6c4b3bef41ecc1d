package dev.callvault.config.read;

/**
 * A text that was set.
 *
 * @param from the variable, or the file and line
 */
record RawValue(String text, Origin origin, String from) {}
