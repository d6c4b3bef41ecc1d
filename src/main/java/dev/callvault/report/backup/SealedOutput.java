package dev.callvault.report.backup;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.Arrays;

/** Hashes what passes, and writes the hash over the placeholder with which it ends. */
final class SealedOutput extends FilterOutputStream {
    private final MessageDigest digest = Seal.digest();
    private byte[] held = new byte[0];

    SealedOutput(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    /** The last bytes are held back: they may be the placeholder. */
    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        byte[] all = Arrays.copyOf(held, held.length + length);
        System.arraycopy(bytes, offset, all, held.length, length);
        int ready = Math.max(0, all.length - Seal.LENGTH);
        digest.update(all, 0, ready);
        out.write(all, 0, ready);
        held = Arrays.copyOfRange(all, ready, all.length);
    }

    /** Writes the seal; the stream below stays open. */
    void seal() throws IOException {
        out.write(Seal.of(digest));
        out.flush();
    }
}
