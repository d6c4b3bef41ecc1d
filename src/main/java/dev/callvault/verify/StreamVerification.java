package dev.callvault.verify;

import java.util.List;
import java.util.Optional;

/**
 * How one stream compares between archive and provider. Each finding has a certainty, from proven to lost.
 *
 * @param stream calls, sessions, errors, or bodies
 * @param certainties those that apply to the stream, best first
 * @param findings those of lists earliest first
 * @param comparison row by row, if everything was listed
 */
public record StreamVerification(
        String stream, List<Certainty> certainties, List<Finding> findings, Optional<Comparison> comparison) {
    static final List<Certainty> OF_A_LIST =
            List.of(Certainty.PROVEN, Certainty.PENDING, Certainty.UNPROVEN, Certainty.LOST, Certainty.NEVER_LISTED);
    static final List<Certainty> OF_BODIES = List.of(
            Certainty.ARCHIVED,
            Certainty.PENDING,
            Certainty.UNAVAILABLE,
            Certainty.QUARANTINED,
            Certainty.UNPROVEN,
            Certainty.LOST);

    /** The findings of one certainty. */
    public List<Finding> on(Certainty certainty) {
        return findings.stream().filter(it -> it.certainty() == certainty).toList();
    }

    /** How many records have one certainty. */
    public long records(Certainty certainty) {
        return on(certainty).stream().mapToLong(Finding::records).sum();
    }

    /** Whether anything is lost, unproven, unreadable or was never listed, and not acknowledged. */
    public boolean isIncomplete() {
        return findings.stream().anyMatch(Finding::isTrouble);
    }
}
