package dev.callvault.call;

import java.time.Instant;
import java.util.Optional;

/**
 * A session's identifier as printed: server id, channel, and the epoch second at which the channel became
 * <em>ready</em>, joined by semicolons. It is a join key, not a time: the call starts 9 seconds to hours after its
 * channel became ready.
 */
public record SessionId(String value) {
    /** When the channel became ready, if the identifier has the documented form. */
    public Optional<Instant> readyAt() {
        int last = value.lastIndexOf(';');
        String digits = value.substring(last + 1);
        if (last < 0
                || digits.isEmpty()
                || digits.length() > 11
                || !digits.chars().allMatch(it -> it >= '0' && it <= '9')) {
            return Optional.empty();
        }
        return Optional.of(Instant.ofEpochSecond(Long.parseLong(digits)));
    }

    @Override
    public String toString() {
        return value;
    }
}
