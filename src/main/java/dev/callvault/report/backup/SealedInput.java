package dev.callvault.report.backup;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;

/** Hashes what passes, and remembers the end. */
final class SealedInput extends FilterInputStream {
    private final MessageDigest digest = Seal.digest();

    private byte[] first = new byte[0];

    /** Not hashed yet: it may be the end. */
    private byte[] held = new byte[0];

    SealedInput(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count = in.read(into, offset, length);
        if (count > 0) {
            if (first.length == 0) {
                first = Arrays.copyOfRange(into, offset, offset + Math.min(count, 2));
            }
            byte[] all = Arrays.copyOf(held, held.length + count);
            System.arraycopy(into, offset, all, held.length, count);
            int past = Math.max(0, all.length - Seal.TAIL);
            digest.update(all, 0, past);
            held = Arrays.copyOfRange(all, past, all.length);
        }
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        return read(new byte[(int) Math.min(count, 64 << 10)]);
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** Reads whatever is left. */
    void drain() throws IOException {
        byte[] ignored = new byte[64 << 10];
        int count = 0;
        while (count >= 0) {
            count = read(ignored, 0, ignored.length);
        }
    }

    boolean isEmpty() {
        return first.length == 0;
    }

    /** Whether the file looks like a ZIP at either end, though some bit may be wrong. */
    boolean isZip() {
        return hasEnd() || Arrays.equals(first, new byte[] {'P', 'K'});
    }

    /** Whether the file was written to its end; to be asked after {@link #drain}. */
    boolean hasEnd() {
        return Seal.isEnd(held);
    }

    /** Whether every byte is as it was written; to be asked once, after {@link #drain}. */
    boolean isIntact() {
        if (held.length < Seal.TAIL) {
            return false;
        }
        int seal = Seal.TAIL - Seal.LENGTH;
        digest.update(held, 0, seal);
        return Arrays.equals(Seal.of(digest), Arrays.copyOfRange(held, seal, held.length));
    }
}
