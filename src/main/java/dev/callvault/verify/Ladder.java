package dev.callvault.verify;

import java.util.List;
import java.util.Optional;

/**
 * How one stream stands between archive and provider.
 *
 * @param stream calls, sessions, errors, or bodies
 * @param rungs those that the stream can be on, best first
 * @param findings what stands on them; lists earliest first
 * @param comparison row by row, where everything was listed
 */
public record Ladder(String stream, List<Rung> rungs, List<Finding> findings, Optional<Comparison> comparison) {
    static final List<Rung> OF_A_LIST = List.of(Rung.PROVEN, Rung.PENDING, Rung.UNPROVEN, Rung.LOST, Rung.NEVER_LISTED);
    static final List<Rung> OF_BODIES =
            List.of(Rung.ARCHIVED, Rung.PENDING, Rung.UNAVAILABLE, Rung.QUARANTINED, Rung.UNPROVEN, Rung.LOST);

    /** What stands on one rung. */
    public List<Finding> on(Rung rung) {
        return findings.stream().filter(it -> it.rung() == rung).toList();
    }

    /** How many records stand on one rung. */
    public long records(Rung rung) {
        return on(rung).stream().mapToLong(Finding::records).sum();
    }

    /** Whether anything is lost, unproven, unreadable or was never listed. */
    public boolean isIncomplete() {
        return findings.stream().anyMatch(it -> it.rung().isTrouble());
    }
}
