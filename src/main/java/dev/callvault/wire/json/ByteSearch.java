package dev.callvault.wire.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Searches long texts eight bytes at a time: in a log, relevant quotes or backslashes are some ninety bytes apart. */
final class ByteSearch {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private ByteSearch() {}

    /** The position of the first of two ASCII characters in a range; the end of the range if there is none. */
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

    /** Sets the high bit of the first zero byte, and perhaps of some after it. */
    private static long zeros(long bytes) {
        return (bytes - ONES) & ~bytes & HIGH_BITS;
    }
}
