package dev.callvault.refine;

import dev.callvault.content.Content;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Masks over a text. Scanners read the original, never the masked text; a text without masks is returned as the same
 * object. Made for one text.
 */
final class Masks {
    private final Content original;
    private final BitSet masked = new BitSet();
    private final Map<String, Integer> counts = new LinkedHashMap<>();

    Masks(Content original) {
        this.original = original;
    }

    Content original() {
        return original;
    }

    /** Masks every digit of a window, and counts it unless it overlaps one already counted. */
    void lay(String rule, DigitWindow digits, int length) {
        boolean isNew = true;
        for (int back = 0; back < length; back++) {
            int at = digits.at(back);
            isNew &= !masked.get(at);
            masked.set(at, at + digits.length(back));
        }
        if (isNew) {
            counts.merge(rule, 1, Integer::sum);
        }
    }

    Content content() {
        if (masked.isEmpty()) {
            return original;
        }
        if (original.isPlain()) {
            byte[] copy = original.bytes().clone();
            var unused = write(masked, copy, 0, copy.length);
            return Content.of(copy);
        }
        return new MaskedContent(original, masked);
    }

    /** How many numbers each rule masked. */
    Map<String, Integer> counts() {
        return counts;
    }

    /**
     * Writes the masks over a piece of the text.
     *
     * @param masked every byte of every masked digit
     * @param begin how many bytes of the whole text precede the piece
     * @param end a digit must start before this position; all of it must be present
     * @return where the last masked digit ended
     */
    static int write(BitSet masked, byte[] piece, int begin, int end) {
        int written = 0;
        int at = masked.nextSetBit(begin);
        while (at >= 0 && at - begin < end) {
            written = at - begin + Tokens.mask(piece, at - begin);
            at = masked.nextSetBit(begin + written);
        }
        return written;
    }
}
