package dev.callvault.simulation;

import java.time.Duration;
import java.time.Instant;

/**
 * Some trouble that lasts a while.
 *
 * @param amount rows on a page, seconds of a clock, or whatever else the trouble needs a number for
 */
record Episode(Trouble trouble, Instant from, Instant to, int amount) {
    boolean isOn(Instant now) {
        return !now.isBefore(from) && now.isBefore(to);
    }

    Duration length() {
        return Duration.between(from, to);
    }

    @Override
    public String toString() {
        return trouble + " " + from + " for " + length() + " (" + amount + ")";
    }
}
