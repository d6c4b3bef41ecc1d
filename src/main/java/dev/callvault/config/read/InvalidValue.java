package dev.callvault.config.read;

/** A text is not a value of its key. */
final class InvalidValue extends Exception {
    private final String reason;

    InvalidValue(String reason) {
        super(reason);
        this.reason = reason;
    }

    /** Goes on from the key's name; never holds a secret. */
    String reason() {
        return reason;
    }
}
