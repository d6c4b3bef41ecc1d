package dev.callvault.store.postgres.server;

/**
 * How far the archive's schema is.
 *
 * @param isThere whether it has been made
 * @param pending how many migrations would bring it up to date
 * @param mayBeMade whether the login that owns it, or would, may make schemas in this database
 */
public record SchemaFacts(boolean isThere, int pending, boolean mayBeMade) {
    /** Whether it is as this program needs it. */
    public boolean isCurrent() {
        return isThere && pending == 0;
    }
}
