package dev.callvault.report.backup;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/** Counts and hashes what is read of a part; the stream below stays open. */
final class Counted extends InputStream {
    private final InputStream in;
    private final MessageDigest digest = Seal.digest();
    private long bytes;

    Counted(InputStream in) {
        this.in = in;
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
            digest.update(into, offset, count);
            bytes += count;
        }
        return count;
    }

    PartRecord record(String name, long rows) {
        return new PartRecord(name, rows, bytes, Seal.hex(digest));
    }
}
