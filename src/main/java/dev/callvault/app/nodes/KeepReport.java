package dev.callvault.app.nodes;

import dev.callvault.store.forget.KeepPeriod;
import dev.callvault.store.forget.KeepStore.Older;
import dev.callvault.store.forget.RecordKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How long records are kept.
 *
 * @param records one entry for each kind of record
 * @param differences the periods in which live nodes or this configuration differ; until they agree, nothing is deleted by age
 */
public record KeepReport(List<OfKind> records, List<Difference> differences) {
    public KeepReport {
        records = List.copyOf(records);
        differences = List.copyOf(differences);
    }

    /** Whether a period is configured that is shorter than the one in force. */
    public boolean isWaiting() {
        return records.stream().anyMatch(OfKind::isShortened);
    }

    /**
     * One kind of record.
     *
     * @param configured the configured period
     * @param inForce the period by which records are deleted
     * @param waitingSince since when every live node has had the configured period; empty when nothing waits, or when no node
     *     has been started with it yet
     * @param appliesAt when the configured period comes into force by itself
     * @param older records older than the configured period, without held ones; empty when they are kept forever, and before
     *     a run has succeeded
     */
    public record OfKind(
            RecordKind kind,
            KeepPeriod configured,
            KeepPeriod inForce,
            Optional<Instant> waitingSince,
            Optional<Instant> appliesAt,
            Optional<Older> older) {
        public boolean isShortened() {
            return !configured.keepsAllOf(inForce);
        }
    }
}
