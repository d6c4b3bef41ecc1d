package dev.callvault.call;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A call's log as the provider gave it, byte for byte.
 *
 * <p>It is kept as bytes because a log may hold what text cannot: U+0000, which PostgreSQL refuses, and broken UTF-8. The
 * array is shared, not copied; nobody may write to it.
 *
 * @param content the log in UTF-8, or in whatever the provider sent in its place
 * @param location the provider's location of the call, such as a city; empty when not stated
 * @param redactions how often each rule took something out of it; empty for a log as it came
 */
@SuppressWarnings("ArrayRecordComponent") // a body may be 24 MiB: it is handed on, never copied or compared
public record CallBody(byte[] content, String location, Map<String, Integer> redactions) {
    public CallBody {
        redactions = Map.copyOf(redactions);
    }

    /** A log as it came. */
    public CallBody(byte[] content, String location) {
        this(content, location, Map.of());
    }

    /** Whether PostgreSQL's text can hold the log faithfully: valid UTF-8 without U+0000. */
    public boolean isText() {
        return isPlain() || isUtf8WithoutNull();
    }

    /** ASCII without U+0000, as nearly every log is: seen ten times faster than decoded. */
    private boolean isPlain() {
        for (byte each : content) {
            if (each <= 0) {
                return false;
            }
        }
        return true;
    }

    private boolean isUtf8WithoutNull() {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CharBuffer chunk = CharBuffer.allocate(8192);
        ByteBuffer bytes = ByteBuffer.wrap(content);
        CoderResult result = CoderResult.OVERFLOW;
        while (result.isOverflow()) {
            chunk.clear();
            result = decoder.decode(bytes, chunk, true);
            if (holdsNull(chunk)) {
                return false;
            }
        }
        return !result.isError();
    }

    private static boolean holdsNull(CharBuffer chunk) {
        for (int i = 0; i < chunk.position(); i++) {
            if (chunk.get(i) == 0) {
                return true;
            }
        }
        return false;
    }
}
