package dev.callvault.call;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A call's log as the provider gave it, byte for byte.
 *
 * <p>It is kept as bytes because a log may hold what text cannot: U+0000, which PostgreSQL refuses, and broken UTF-8. The
 * array is shared, not copied; nobody may write to it.
 *
 * @param content the log in UTF-8, or in whatever the provider sent in its place
 * @param location the provider's location of the call, such as a city; empty when not stated
 */
@SuppressWarnings("ArrayRecordComponent") // a body may be 24 MiB: it is handed on, never copied or compared
public record CallBody(byte[] content, String location) {
    /** The log as text, unless PostgreSQL's text could not hold it faithfully. */
    public Optional<String> text() {
        for (byte each : content) {
            if (each == 0) {
                return Optional.empty();
            }
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString());
        } catch (CharacterCodingException broken) {
            return Optional.empty();
        }
    }
}
