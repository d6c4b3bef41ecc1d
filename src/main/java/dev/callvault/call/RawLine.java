package dev.callvault.call;

/**
 * A line of a session or error log as received, with {@code \/} read as {@code /}.
 *
 * @param altered whether {@code text} shows a stand-in for characters that PostgreSQL's text cannot hold
 */
public record RawLine(String text, boolean altered) {
    /** A line as received; U+0000 is shown as U+2400 (SYMBOL FOR NULL), and that is said. */
    public static RawLine received(String line) {
        String unescaped = line.replace("\\/", "/");
        boolean storable = unescaped.indexOf('\0') < 0 && unescaped.indexOf('\uFFFD') < 0;
        return new RawLine(unescaped.replace('\0', '\u2400'), !storable);
    }
}
