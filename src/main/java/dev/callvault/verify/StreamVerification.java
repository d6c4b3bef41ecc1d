package dev.callvault.verify;

import java.util.List;
import java.util.Optional;

/**
 * How one stream compares between archive and provider. A ladder sorts findings into rungs, from proven to lost.
 *
 * @param stream calls, sessions, errors, or bodies
 * @param rungs the rungs that apply to the stream, best first
 * @param findings the findings, each on its rung; those of lists earliest first
 * @param comparison row by row, if everything was listed
 */
public record StreamVerification(
        String stream, List<Certainty> rungs, List<Finding> findings, Optional<Comparison> comparison) {
    static final List<Certainty> OF_A_LIST =
            List.of(Certainty.PROVEN, Certainty.PENDING, Certainty.UNPROVEN, Certainty.LOST, Certainty.NEVER_LISTED);
    static final List<Certainty> OF_BODIES = List.of(
            Certainty.ARCHIVED,
            Certainty.PENDING,
            Certainty.UNAVAILABLE,
            Certainty.QUARANTINED,
            Certainty.UNPROVEN,
            Certainty.LOST);

    /** The findings on one rung. */
    public List<Finding> on(Certainty rung) {
        return findings.stream().filter(it -> it.rung() == rung).toList();
    }

    /** How many records are on one rung. */
    public long records(Certainty rung) {
        return on(rung).stream().mapToLong(Finding::records).sum();
    }

    /** Whether anything is lost, unproven, unreadable or was never listed. */
    public boolean isIncomplete() {
        return findings.stream().anyMatch(it -> it.rung().isTrouble());
    }
}
