package dev.callvault.content;

import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Gathers a content: in an array, or packed once there are {@link #MANY} bytes. For one content and one thread. */
public final class ContentBuilder extends OutputStream {
    /** Four mebibytes: few logs are that large, and the others need no packing. */
    static final int MANY = 4 << 20;

    /** The expected length when it is not known. */
    public static final long UNKNOWN = 16 << 10;

    private final long expected;
    private byte[] plain = {};
    private int length;
    private @Nullable Packing packing;

    public ContentBuilder() {
        this(UNKNOWN);
    }

    /** @param expected how many bytes there will probably be; no memory is taken before the first of them arrives */
    public ContentBuilder(long expected) {
        this.expected = expected;
    }

    /** Adds what remains in the buffer. */
    public void add(ByteBuffer bytes) {
        if (packing == null && Math.max(expected, length + bytes.remaining()) >= MANY) {
            pack();
        }
        if (packing == null) {
            keep(bytes);
        } else {
            packing.add(bytes);
        }
    }

    private void keep(ByteBuffer bytes) {
        int end = length + bytes.remaining();
        if (end > plain.length) {
            plain = Arrays.copyOf(plain, Math.max(end, length == 0 ? (int) expected : 2 * length));
        }
        bytes.get(plain, length, end - length);
        length = end;
    }

    private void pack() {
        packing = new Packing();
        packing.add(ByteBuffer.wrap(plain, 0, length));
        plain = new byte[0];
    }

    @Override
    public void write(int one) {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) {
        add(ByteBuffer.wrap(bytes, offset, count));
    }

    /** Discards what was gathered, unless it was taken. */
    @Override
    public void close() {
        if (packing != null) {
            packing.end();
        }
    }

    /** What was gathered; nothing may be added afterwards. */
    public Content content() {
        if (packing != null) {
            return packing.content();
        }
        return Content.of(length == plain.length ? plain : Arrays.copyOf(plain, length));
    }
}
