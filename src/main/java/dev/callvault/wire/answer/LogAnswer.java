package dev.callvault.wire.answer;

import dev.callvault.content.Content;
import org.jspecify.annotations.Nullable;

/**
 * The response of {@code calls/log}. It states neither the log id, nor the session, nor the end of the call.
 *
 * @param timestamp epoch seconds as sent; null if absent or unreadable
 * @param log the log's bytes, exactly as between the quotes or tags, unescaped; null if the response has none ({@code
 *     null} or absent)
 */
public record LogAnswer(
        String dest,
        String src,
        String type,
        @Nullable Long timestamp,
        String location,
        @Nullable Content log) {}
