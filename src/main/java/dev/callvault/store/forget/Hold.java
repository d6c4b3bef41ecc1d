package dev.callvault.store.forget;

import org.jspecify.annotations.Nullable;

/**
 * A legal hold: while it is in force, what it covers is neither deleted by age nor erased.
 *
 * @param kind what {@code value} is
 * @param value a telephone number in E.164, a login, or a session id
 * @param released null while it is in force
 * @param records how many calls, session lines and error lines it covered when it was placed
 */
public record Hold(
        Kind kind, String value, Decision placed, @Nullable Decision released, long records) {
    /** What is held. */
    public enum Kind {
        NUMBER,
        SESSION
    }
}
