package dev.callvault.refine;

import dev.callvault.content.Content;
import dev.callvault.content.PieceStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * A text that is too long for an array, under its masks.
 *
 * @param masked not to be changed any more
 */
record MaskedContent(Content original, BitSet masked) implements Content {
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

    /** Puts the masks on while it is read. */
    private final class MaskedStream extends PieceStream {
        private final Windows windows;

        MaskedStream(InputStream original) {
            super(original);
            this.windows = new Windows(original);
        }

        @Override
        protected @Nullable ByteBuffer next() throws IOException {
            Window next = windows.next();
            if (next == null) {
                return null;
            }
            Masks.write(masked, next.text(), next.begin());
            return ByteBuffer.wrap(next.text());
        }
    }
}
