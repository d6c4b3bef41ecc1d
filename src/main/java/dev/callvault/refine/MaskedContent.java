package dev.callvault.refine;

import dev.callvault.content.Content;
import dev.callvault.content.PieceStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * A text too long for an array, with its masks applied when read.
 *
 * @param masked must not change any more
 */
record MaskedContent(Content original, BitSet masked) implements Content {
    private static final int PIECE = 64 << 10;

    @Override
    public long length() {
        return original.length();
    }

    @Override
    public long weight() {
        return original.weight() + masked.size() / Byte.SIZE;
    }

    @Override
    public InputStream open() {
        return new MaskedStream(original.open());
    }

    /** Applies the masks while reading. */
    private final class MaskedStream extends PieceStream {
        private final byte[] piece = new byte[PIECE];
        private int begin;
        private int cut;
        private int filled;

        MaskedStream(InputStream original) {
            super(original);
        }

        /** A digit that may continue beyond this piece waits for the next one. */
        @Override
        protected @Nullable ByteBuffer next() throws IOException {
            System.arraycopy(piece, cut, piece, 0, filled - cut);
            begin += cut;
            filled -= cut;
            filled += source.readNBytes(piece, filled, PIECE - filled);
            int end = filled < PIECE ? filled : filled - Tokens.MAX_LENGTH;
            cut = Math.max(end, Masks.write(masked, piece, begin, end));
            return filled == 0 ? null : ByteBuffer.wrap(piece, 0, cut);
        }
    }
}
