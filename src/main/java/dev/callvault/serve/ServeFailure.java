package dev.callvault.serve;

/** The address cannot be listened on; the message says which and what to do. */
public final class ServeFailure extends RuntimeException {
    ServeFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
