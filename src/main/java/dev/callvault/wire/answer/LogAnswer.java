package dev.callvault.wire.answer;

import dev.callvault.content.Content;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code calls/log}. It names neither the log, nor the session, nor the end of the call.
 *
 * @param timestamp epoch seconds as sent; null where absent or unreadable
 * @param log the log's bytes, exactly as they stand between the quotes or tags once unescaped; null where the
 *     answer had none ({@code null} or absent)
 */
public record LogAnswer(
        String dest,
        String src,
        String type,
        @Nullable Long timestamp,
        String location,
        @Nullable Content log) {}
