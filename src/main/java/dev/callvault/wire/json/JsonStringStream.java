package dev.callvault.wire.json;

import dev.callvault.content.PieceStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A JSON string's content, from behind its opening quote to before its closing one. */
final class JsonStringStream extends PieceStream {
    private static final int PIECE = 64 << 10;

    private final byte[] json = new byte[PIECE];
    private final byte[] content = new byte[PIECE];
    private int filled;
    private boolean isOver;

    /** @param source behind the opening quote */
    JsonStringStream(InputStream source) {
        super(source);
    }

    /** An escape of which the end may not have been read yet waits for the next piece. */
    @Override
    protected @Nullable ByteBuffer next() throws IOException {
        if (isOver) {
            return null;
        }
        filled += source.readNBytes(json, filled, PIECE - filled);
        boolean isLast = filled < PIECE;
        JsonString string = new JsonString(json, 0, content);
        string.unescape(filled, isLast ? filled : filled - JsonString.LONGEST_ESCAPE);
        int rest = filled - string.at();
        isOver = isLast || (rest > 0 && json[string.at()] == '"');
        System.arraycopy(json, string.at(), json, 0, rest);
        filled = rest;
        return ByteBuffer.wrap(content, 0, string.length());
    }
}
