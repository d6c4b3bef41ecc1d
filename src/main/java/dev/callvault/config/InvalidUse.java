package dev.callvault.config;

/** A command was told something that cannot be: an account that does not exist, a number that is none. The message says what. */
public final class InvalidUse extends RuntimeException {
    public InvalidUse(String message) {
        super(message);
    }
}
