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
 * @param records every kind
 * @param differences what live nodes, or this configuration, have of their own: nothing is deleted by age until they agree
 */
public record KeepReport(List<OfKind> records, List<Difference> differences) {
    public KeepReport {
        records = List.copyOf(records);
        differences = List.copyOf(differences);
    }

    /** Whether a shorter period is configured than is in force. */
    public boolean isWaiting() {
        return records.stream().anyMatch(OfKind::isShortened);
    }

    /**
     * One kind of record.
     *
     * @param configured here
     * @param inForce by which is deleted
     * @param waitingSince since when every live node has had the configured period; empty when it does not wait, or no node
     *     has been started with it yet
     * @param appliesAt when it will have stood for long enough
     * @param older what the configured period does not keep, without what is held; empty when it is for ever, and before a
     *     run has succeeded
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
