package dev.callvault.wire.answer;

import org.jspecify.annotations.Nullable;

/** The bytes are not a response of the service: HTML, cut JSON, nothing. The message says what is wrong and where. */
public final class UnreadableAnswer extends RuntimeException {
    public UnreadableAnswer(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
