package dev.callvault.verify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The provider's rows against the archive's, one by one.
 *
 * @param compared rows that the provider showed
 * @param differences rows of the provider that are missing here or stored otherwise
 * @param extra rows here that the provider shows no more: expired or withdrawn, and no error
 */
public record Comparison(long compared, List<Difference> differences, long extra) {
    /** What is wrong with a row. */
    public enum Kind {
        MISSING,
        DIFFERENT;

        /** The name in reports, such as {@code missing}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A row that the archive lacks or holds otherwise.
     *
     * @param row a call's log id, or a line's hash and number among identical ones
     * @param at when it happened, where that is known
     */
    public record Difference(Kind kind, String row, Optional<Instant> at) {}

    Comparison plus(Comparison other) {
        List<Difference> both = new ArrayList<>(differences);
        both.addAll(other.differences);
        return new Comparison(compared + other.compared, List.copyOf(both), extra + other.extra);
    }
}
