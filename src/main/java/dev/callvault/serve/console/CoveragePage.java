package dev.callvault.serve.console;

import dev.callvault.call.Gap;
import java.util.List;

/** The picture of what is proven, open, unproven and lost. */
public record CoveragePage(Frame frame, List<OfAccount> accounts) {
    /**
     * One account's pictures.
     *
     * @param gaps what is lost, the latest first, at most a page of it
     */
    public record OfAccount(String name, List<CoverageGrid> grids, List<Gap> gaps, int moreGaps) {}

    public List<CoverageGrid.State> legend() {
        return List.of(CoverageGrid.State.values());
    }
}
