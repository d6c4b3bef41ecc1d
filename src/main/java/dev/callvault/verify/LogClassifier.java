package dev.callvault.verify;

import dev.callvault.call.LogId;
import dev.callvault.call.LogState;
import dev.callvault.store.proof.BodyProofStore.Unarchived;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Classifies an account's logs by certainty; pure. */
final class LogClassifier {
    static final String MISSING = "recorded as archived, but no log is stored";
    static final String DAMAGED = "the stored bytes do not match their hash";
    static final String DIFFERENT = "the provider now returns a different log";
    static final String FORGOTTEN = "wanted, but not in the queue";

    private LogClassifier() {}

    /**
     * Classifies the logs.
     *
     * @param archived how many calls have an archived log, by their state
     * @param doubted those of them whose log is missing or not to be trusted, and why
     * @param acknowledged lost logs that people know of
     */
    static StreamVerification of(
            long archived, List<Unarchived> unarchived, Map<LogId, String> doubted, Set<LogId> acknowledged) {
        List<Finding> findings = new ArrayList<>();
        findings.add(
                new Finding(Certainty.ARCHIVED, archived - doubted.size(), Optional.empty(), Optional.empty(), ""));
        unarchived.forEach(it -> findings.add(Finding.of(certainty(it), it.logId(), why(it))
                .acknowledged(it.state() == LogState.LOST && acknowledged.contains(it.logId()))));
        doubted.forEach((logId, why) -> findings.add(Finding.of(Certainty.UNPROVEN, logId, why)));
        return new StreamVerification("bodies", StreamVerification.OF_BODIES, List.copyOf(findings), Optional.empty());
    }

    /** The logs to queue again for repair: all that are doubted, and wanted ones missing from the queue. */
    static Map<LogId, String> toWant(StreamVerification bodies) {
        Map<LogId, String> wanted = new LinkedHashMap<>();
        bodies.on(Certainty.UNPROVEN).forEach(it -> it.logId().ifPresent(id -> wanted.put(id, it.why())));
        return wanted;
    }

    private static Certainty certainty(Unarchived call) {
        if (isForgotten(call)) {
            return Certainty.UNPROVEN;
        }
        return switch (call.state()) {
            case PENDING -> Certainty.PENDING;
            case ARCHIVED -> Certainty.ARCHIVED;
            case UNAVAILABLE -> Certainty.UNAVAILABLE;
            case QUARANTINED -> Certainty.QUARANTINED;
            case LOST -> Certainty.LOST;
        };
    }

    private static String why(Unarchived call) {
        return isForgotten(call) ? FORGOTTEN : call.why();
    }

    private static boolean isForgotten(Unarchived call) {
        return switch (call.state()) {
            case PENDING, UNAVAILABLE -> !call.isQueued();
            case ARCHIVED, QUARANTINED, LOST -> false;
        };
    }
}
