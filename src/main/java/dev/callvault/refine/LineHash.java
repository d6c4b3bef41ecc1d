package dev.callvault.refine;

import dev.callvault.content.Sha256;

/** The identity of a line: SHA-256 of its text without the printed offset, which may differ after a clock change. */
final class LineHash {
    private LineHash() {}

    /** In lower-case hexadecimal. */
    static String of(String line) {
        return Sha256.hex(Brackets.withoutOffset(line));
    }
}
