package dev.callvault.verify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The provider's rows compared with the archive's, one by one.
 *
 * @param compared rows that the provider returned
 * @param differences the provider's rows that are missing here or stored differently
 * @param extra stored rows that the provider no longer returns: expired or withdrawn, and no error
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
     * A row that is missing from the archive or stored differently.
     *
     * @param row a call's log id, or a line's hash and its number among identical lines
     * @param at when it happened, if known
     */
    public record Difference(Kind kind, String row, Optional<Instant> at) {}

    Comparison plus(Comparison other) {
        List<Difference> both = new ArrayList<>(differences);
        both.addAll(other.differences);
        return new Comparison(compared + other.compared, List.copyOf(both), extra + other.extra);
    }
}
