package dev.callvault.call;

import static java.nio.charset.StandardCharsets.UTF_16;

import java.util.Map;

/**
 * A line of a session or error log as received, with {@code \/} read as {@code /}.
 *
 * @param altered whether {@code text} has stand-ins for characters that PostgreSQL's text type cannot hold
 * @param redactions how many matches of each rule were redacted; empty for a line as received
 */
public record RawLine(String text, boolean altered, Map<String, Integer> redactions) {
    public RawLine {
        redactions = Map.copyOf(redactions);
    }

    /** A line as received. */
    public RawLine(String text, boolean altered) {
        this(text, altered, Map.of());
    }

    /**
     * A line as received. U+0000 becomes U+2400 (SYMBOL FOR NULL), and half a surrogate pair becomes U+FFFD. Both mark
     * the line as altered, and so does U+FFFD from broken UTF-8.
     */
    public static RawLine received(String line) {
        String unescaped = line.replace("\\/", "/");
        String storable = new String(unescaped.replace('\0', '\u2400').getBytes(UTF_16), UTF_16);
        return new RawLine(storable, !storable.equals(unescaped) || storable.indexOf('\uFFFD') >= 0);
    }
}
