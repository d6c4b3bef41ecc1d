package dev.callvault.archive;

/** This machine's clock cannot be right; nothing was written by it. */
final class ClockWrong extends RuntimeException {
    ClockWrong(String message) {
        super(message);
    }
}
