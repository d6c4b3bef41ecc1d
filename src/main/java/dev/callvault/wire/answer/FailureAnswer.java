package dev.callvault.wire.answer;

/** The envelope says {@code failure}; the message is the provider's own and may be empty. */
public final class FailureAnswer extends RuntimeException {
    public FailureAnswer(String message) {
        super(message);
    }
}
