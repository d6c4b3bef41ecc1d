package dev.callvault.wire.json;

import dev.callvault.content.PieceStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A JSON string's content, between its quotes. */
final class JsonStringStream extends PieceStream {
    private static final int PIECE = 64 << 10;

    private final byte[] json = new byte[PIECE];
    private final byte[] content = new byte[PIECE];
    private int filled;
    private boolean isOver;

    /** @param source positioned after the opening quote */
    JsonStringStream(InputStream source) {
        super(source);
    }

    /** An escape that may continue beyond this piece waits for the next one. */
    @Override
    protected @Nullable ByteBuffer next() throws IOException {
        if (isOver) {
            return null;
        }
        filled += source.readNBytes(json, filled, PIECE - filled);
        boolean isLast = filled < PIECE;
        JsonString string = new JsonString(json, 0, content);
        string.unescape(filled, isLast ? filled : filled - JsonString.MAX_ESCAPE);
        int rest = filled - string.at();
        isOver = isLast || (rest > 0 && json[string.at()] == '"');
        System.arraycopy(json, string.at(), json, 0, rest);
        filled = rest;
        return ByteBuffer.wrap(content, 0, string.length());
    }
}
