package dev.callvault.content;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;

/** Deflates what is added, fast enough to keep up with a network. */
final class Packing {
    private static final int PIECE = 64 << 10;

    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    private final List<byte[]> pieces = new ArrayList<>();
    private final byte[] piece = new byte[PIECE];
    private int filled;

    void add(ByteBuffer bytes) {
        deflater.setInput(bytes);
        while (!deflater.needsInput()) {
            deflate();
        }
    }

    private void deflate() {
        filled += deflater.deflate(piece, filled, PIECE - filled);
        if (filled == PIECE) {
            cut();
        }
    }

    private void cut() {
        pieces.add(Arrays.copyOf(piece, filled));
        filled = 0;
    }

    PackedContent content() {
        long length = deflater.getBytesRead();
        deflater.finish();
        while (!deflater.finished()) {
            deflate();
        }
        cut();
        end();
        return new PackedContent(pieces, length);
    }

    /** Frees the deflater's memory. */
    void end() {
        deflater.end();
    }
}
