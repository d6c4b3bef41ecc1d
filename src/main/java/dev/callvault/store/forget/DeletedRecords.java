package dev.callvault.store.forget;

/**
 * How many records were deleted.
 *
 * @param months whole months of logs, dropped at once; their logs are not in {@code bodies}
 * @param held records kept only because of a hold; for an erasure, sessions, and calls without one
 */
public record DeletedRecords(long calls, long bodies, long sessions, long errors, int months, long held) {
    public boolean isNothing() {
        return calls + bodies + sessions + errors + months == 0;
    }

    /** The same, with more that a hold kept. */
    public DeletedRecords alsoHeld(long more) {
        return new DeletedRecords(calls, bodies, sessions, errors, months, held + more);
    }
}
