package dev.callvault.report.backup;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The end of the file: the ZIP's comment, which holds the hash of everything before it. So a change anywhere is noticed, even
 * between the entries, where a ZIP itself checks nothing.
 */
final class Seal {
    private static final String LABEL = "sha256:";

    /** How many bytes it takes, always. */
    static final int LENGTH = LABEL.length() + 64;

    /** Takes its place until the hash is known. */
    static final String PLACEHOLDER = LABEL + "0".repeat(64);

    /** What stands before the comment of every ZIP. */
    private static final byte[] END_OF_ZIP = {'P', 'K', 5, 6};

    private static final int END_RECORD = 22;

    /** How many bytes of the end tell whether the file is whole. */
    static final int TAIL = END_RECORD + LENGTH;

    private Seal() {}

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    static byte[] of(MessageDigest digest) {
        return (LABEL + hex(digest)).getBytes(StandardCharsets.US_ASCII);
    }

    /** Whether these bytes are the end of a file that was written to its end, though some bit in them may be wrong. */
    static boolean isEnd(byte[] tail) {
        if (tail.length < TAIL) {
            return false;
        }
        byte[] beginning = Arrays.copyOf(tail, END_OF_ZIP.length);
        String comment = new String(tail, END_RECORD, LENGTH, StandardCharsets.US_ASCII);
        return Arrays.equals(beginning, END_OF_ZIP) || comment.matches(LABEL + "[0-9a-f]{64}");
    }
}
