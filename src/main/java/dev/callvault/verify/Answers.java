package dev.callvault.verify;

import dev.callvault.archive.listing.Audit.Difference;
import dev.callvault.call.TimeWindow;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the provider said when it was asked again.
 *
 * @param differences closed spans whose totals it states otherwise than the ledger
 * @param uncovered what it states for time that was never listed; time that it does not answer for is left out
 * @param open what it states for the open window
 * @param comparison row by row, where everything was listed
 * @param doubts windows that could not be proven just now, each with the reason
 */
public record Answers(
        List<Difference> differences,
        Map<TimeWindow, Long> uncovered,
        long open,
        Optional<Comparison> comparison,
        Map<TimeWindow, String> doubts) {}
