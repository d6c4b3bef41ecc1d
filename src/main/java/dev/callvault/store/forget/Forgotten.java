package dev.callvault.store.forget;

import java.time.Instant;
import java.util.List;

/**
 * What is no longer in the archive as the provider had it.
 *
 * @param masked what redaction replaced in the stored records
 * @param erasures what was erased, the latest first
 * @param keptSince up to when records were deleted by age
 */
public record Forgotten(List<Masked> masked, List<Erased> erasures, List<Deleted> keptSince) {
    public Forgotten {
        masked = List.copyOf(masked);
        erasures = List.copyOf(erasures);
        keptSince = List.copyOf(keptSince);
    }

    /**
     * What a rule replaced.
     *
     * @param storedIn the place, such as {@code bodies}
     * @param records how many records it changed
     * @param matches how many matches it replaced in them
     */
    public record Masked(String account, String storedIn, String rule, long records, long matches) {}

    /** What was erased of an account at one time; whose records they were is not remembered. */
    public record Erased(String account, Instant at, long calls, long sessions) {}

    /** Records of a kind that are older than a time are deleted. */
    public record Deleted(String record, Instant before) {}
}
