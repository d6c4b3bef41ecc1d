package dev.callvault.store.forget;

/**
 * A legal hold in force: what it covers is neither deleted by age nor erased.
 *
 * @param kind what {@code value} is
 * @param value a telephone number in normal form, or a session id
 * @param records how many calls, session lines and error lines it covered when it was placed
 */
public record Hold(Kind kind, String value, Decision placed, long records) {
    /** What is held. */
    public enum Kind {
        NUMBER,
        SESSION
    }
}
