package dev.callvault.content;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A stream of bytes that are made from another stream, a piece at a time. */
public abstract class PieceStream extends InputStream {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /** The stream that the pieces are made from; closed with this one. */
    protected final InputStream source;

    private @Nullable ByteBuffer piece = NOTHING;

    protected PieceStream(InputStream source) {
        this.source = source;
    }

    /** The next piece, which may be empty; null after the last. It is read to its end before the next is requested. */
    protected abstract @Nullable ByteBuffer next() throws IOException;

    @Override
    public int read() throws IOException {
        ByteBuffer more = remaining();
        return more == null ? -1 : more.get() & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int most) throws IOException {
        ByteBuffer more = remaining();
        if (more == null) {
            return -1;
        }
        int length = Math.min(most, more.remaining());
        more.get(into, offset, length);
        return length;
    }

    /** What was read is let go of before the next piece is requested, which may wait for the memory it takes. */
    private @Nullable ByteBuffer remaining() throws IOException {
        ByteBuffer more = piece;
        while (more != null && !more.hasRemaining()) {
            more = NOTHING;
            piece = NOTHING;
            more = next();
        }
        piece = more;
        return more;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
