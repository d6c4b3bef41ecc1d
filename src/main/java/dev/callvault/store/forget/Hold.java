package dev.callvault.store.forget;

import java.time.Instant;

/**
 * A legal hold in force: what it covers is neither deleted by age nor erased.
 *
 * @param kind what {@code value} is
 * @param value a telephone number in normal form, or a session id
 */
public record Hold(Kind kind, String value, Instant placedAt) {
    /** What is held. */
    public enum Kind {
        NUMBER,
        SESSION
    }
}
