package dev.callvault.refine;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The identity of a line: SHA-256 of its text without the printed offset, which may differ after a clock change. */
final class LineHash {
    private LineHash() {}

    /** In lower-case hexadecimal. */
    static String of(String line) {
        byte[] normalised = Brackets.withoutOffset(line).getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(sha256().digest(normalised));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java platform has SHA-256", impossible);
        }
    }
}
