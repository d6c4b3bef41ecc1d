package dev.callvault.call;

import java.time.Instant;

/**
 * Somebody's word that a loss is known, so that it no longer alarms anybody.
 *
 * @param by the operating system's user
 * @param reason in that person's words
 */
public record Acknowledgement(Instant at, String by, String reason) {
    public Acknowledgement {
        if (by.isBlank() || reason.isBlank()) {
            throw new IllegalArgumentException("an acknowledgement says who and why");
        }
    }
}
