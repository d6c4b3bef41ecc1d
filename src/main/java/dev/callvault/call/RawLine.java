package dev.callvault.call;

import static java.nio.charset.StandardCharsets.UTF_16;

import java.util.Map;

/**
 * A line of a session or error log as received, with {@code \/} read as {@code /}.
 *
 * @param altered whether {@code text} shows a stand-in for characters that PostgreSQL's text cannot hold
 * @param redactions how often each rule took something out of it; empty for a line as it came
 */
public record RawLine(String text, boolean altered, Map<String, Integer> redactions) {
    public RawLine {
        redactions = Map.copyOf(redactions);
    }

    /** A line as it came. */
    public RawLine(String text, boolean altered) {
        this(text, altered, Map.of());
    }

    /**
     * A line as received. U+0000 is shown as U+2400 (SYMBOL FOR NULL) and half a surrogate pair as U+FFFD; that is said, and so
     * is that broken UTF-8 was read as U+FFFD.
     */
    public static RawLine received(String line) {
        String unescaped = line.replace("\\/", "/");
        String storable = new String(unescaped.replace('\0', '\u2400').getBytes(UTF_16), UTF_16);
        return new RawLine(storable, !storable.equals(unescaped) || storable.indexOf('\uFFFD') >= 0);
    }
}
