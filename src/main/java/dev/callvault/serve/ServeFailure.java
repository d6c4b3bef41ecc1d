package dev.callvault.serve;

/** The server cannot listen on its address; the message says which one and what to do. */
public final class ServeFailure extends RuntimeException {
    ServeFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
