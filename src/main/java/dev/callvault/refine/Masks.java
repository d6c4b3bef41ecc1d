package dev.callvault.refine;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A text in bytes over which masks are laid. Its bytes are copied when the first mask is; a text without any is handed on as
 * the same array. Scanners read what came, never what is masked. Made for one text.
 */
final class Masks {
    private final byte[] original;
    private final Map<String, Integer> counts = new LinkedHashMap<>();
    private byte @Nullable [] masked;

    Masks(byte[] original) {
        this.original = original;
    }

    byte[] original() {
        return original;
    }

    /** Masks every digit of a window, and counts it unless it overlaps with one that was counted. */
    void lay(String rule, DigitWindow digits, int length) {
        byte[] copy = masked == null ? original.clone() : masked;
        masked = copy;
        boolean isNew = true;
        for (int back = 0; back < length; back++) {
            int last = digits.at(back) + digits.length(back);
            isNew &= Arrays.equals(copy, digits.at(back), last, original, digits.at(back), last);
            Tokens.mask(copy, digits.at(back), digits.length(back));
        }
        if (isNew) {
            counts.merge(rule, 1, Integer::sum);
        }
    }

    byte[] content() {
        byte @Nullable [] copy = masked;
        return copy == null ? original : copy;
    }

    /** How many numbers each rule masked. */
    Map<String, Integer> counts() {
        return counts;
    }
}
