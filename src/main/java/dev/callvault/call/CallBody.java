package dev.callvault.call;

import dev.callvault.content.Content;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A call's log as the provider returned it, byte for byte.
 *
 * <p>It is kept as bytes because a log may contain what text cannot: U+0000, which PostgreSQL refuses, and broken
 * UTF-8.
 *
 * @param content the log in UTF-8, or whatever the provider sent instead
 * @param location the provider's location of the call, such as a city; empty when not stated
 * @param redactions how many matches of each rule were redacted; empty for a log as received
 */
public record CallBody(Content content, String location, Map<String, Integer> redactions) {
    private static final int PIECE = 8 << 10;

    public CallBody {
        redactions = Map.copyOf(redactions);
    }

    /** A log as received. */
    public CallBody(Content content, String location) {
        this(content, location, Map.of());
    }

    /** Whether PostgreSQL's text type can hold the log unchanged. */
    public boolean isText() {
        return isText(content);
    }

    /** Whether the content is valid UTF-8 without U+0000. */
    public static boolean isText(Content content) {
        return (content.isPlain() && isAscii(content.bytes())) || content.read(CallBody::isUtf8WithoutNull);
    }

    /** ASCII without U+0000, as nearly every log is; this check is ten times faster than decoding. */
    private static boolean isAscii(byte[] bytes) {
        for (byte each : bytes) {
            if (each <= 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isUtf8WithoutNull(InputStream bytes) throws IOException {
        Reader text = new InputStreamReader(bytes, StandardCharsets.UTF_8.newDecoder());
        char[] piece = new char[PIECE];
        try {
            for (int length = text.read(piece); length >= 0; length = text.read(piece)) {
                if (holdsNull(piece, length)) {
                    return false;
                }
            }
            return true;
        } catch (CharacterCodingException broken) {
            return false;
        }
    }

    private static boolean holdsNull(char[] piece, int length) {
        for (int i = 0; i < length; i++) {
            if (piece[i] == 0) {
                return true;
            }
        }
        return false;
    }
}
