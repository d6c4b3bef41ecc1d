package dev.callvault.wire.answer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Parses the provider's scalars, which arrive as strings or numbers, or not at all. */
final class Scalars {
    /** The last second of the year 9999; no time of a call is later. */
    private static final long LAST_SECOND = 253_402_300_799L;

    /** 2000-01-01 and 2100-01-01, in UTC. */
    private static final long FIRST_START = 946_684_800L;

    private static final long LAST_START = 4_102_444_800L;

    private static final int MAX_DIGITS = 19;

    private Scalars() {}

    /** A number from 0 to {@link Long#MAX_VALUE}, or null. */
    static @Nullable Long number(@Nullable String scalar) {
        String digits = scalar == null ? "" : scalar.strip();
        if (digits.isEmpty()
                || digits.length() > MAX_DIGITS
                || !digits.chars().allMatch(it -> it >= '0' && it <= '9')) {
            return null;
        }
        try {
            return Long.valueOf(digits);
        } catch (NumberFormatException beyondLong) {
            return null;
        }
    }

    /** Epoch seconds, or null if unreadable or beyond the year 9999. */
    static @Nullable Instant instant(@Nullable String scalar) {
        Long seconds = number(scalar);
        return seconds == null || seconds > LAST_SECOND ? null : Instant.ofEpochSecond(seconds);
    }

    /**
     * When a call started, or null. No call started before the platform existed or in another century: such a number is
     * in another unit or meaningless, and the call would count as lost at once or be kept waiting for ages.
     */
    static @Nullable Instant start(@Nullable String scalar) {
        Long seconds = number(scalar);
        return seconds == null || seconds < FIRST_START || seconds >= LAST_START
                ? null
                : Instant.ofEpochSecond(seconds);
    }

    /** Text that PostgreSQL can hold: U+2400 replaces U+0000, and U+FFFD replaces half a surrogate pair. */
    static String text(@Nullable String scalar) {
        return scalar == null ? "" : whole(scalar).replace('\0', '\u2400');
    }

    /** The text with U+FFFD for each half of a surrogate pair, which UTF-8 cannot represent. */
    static String whole(String text) {
        if (!mayHoldHalf(text)) {
            return text;
        }
        return text.codePoints()
                .map(it -> isHalf(it) ? '\uFFFD' : it)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** A loop, since every field of every row passes here and hardly any contains a surrogate. */
    private static boolean mayHoldHalf(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isHalf(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
