package dev.callvault.verify;

import dev.callvault.archive.listing.Audit.Difference;
import dev.callvault.call.TimeWindow;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The provider's answers during verification.
 *
 * @param differences closed spans whose totals differ from the ledger's
 * @param uncovered its totals for time that was never listed; time without a total is left out
 * @param open its total for the open window
 * @param comparison row by row, if everything was listed
 * @param doubts windows that could not be proven just now, each with the reason
 */
public record ProviderSnapshot(
        List<Difference> differences,
        Map<TimeWindow, Long> uncovered,
        long open,
        Optional<Comparison> comparison,
        Map<TimeWindow, String> doubts) {}
