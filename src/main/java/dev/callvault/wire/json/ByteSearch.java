package dev.callvault.wire.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Searches long texts eight bytes at a time: in a log the quote or backslash that matters stands some ninety bytes away from
 * the last.
 */
final class ByteSearch {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private ByteSearch() {}

    /** Where the first of two ASCII characters stands, from one index to before another; the latter if there is none. */
    static int either(byte[] text, int from, int to, char one, char other) {
        int at = from;
        while (at + Long.BYTES <= to) {
            long eight = (long) EIGHT.get(text, at);
            long found = zeros(eight ^ (one * ONES)) | zeros(eight ^ (other * ONES));
            if (found != 0) {
                return at + Long.numberOfTrailingZeros(found) / Byte.SIZE;
            }
            at += Long.BYTES;
        }
        while (at < to && text[at] != one && text[at] != other) {
            at++;
        }
        return at;
    }

    /** The high bit of the first byte that is zero, and perhaps of some behind it. */
    private static long zeros(long bytes) {
        return (bytes - ONES) & ~bytes & HIGH_BITS;
    }
}
