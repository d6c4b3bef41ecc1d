package dev.callvault.schedule;

/** The schedule could not be read or changed; mostly because the database is away. */
public final class ScheduleFailure extends RuntimeException {
    ScheduleFailure(String message, Throwable cause) {
        super(message, cause);
    }

    /** What an operator should do next, one sentence. */
    public String hint() {
        return "Check that the database answers and is migrated; due jobs run by themselves once it is back.";
    }
}
