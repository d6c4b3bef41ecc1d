package dev.callvault.archive.report;

/** This machine's clock cannot be right. Nothing was written by it. */
public final class ClockWrong extends RuntimeException {
    public ClockWrong(String message) {
        super(message);
    }
}
