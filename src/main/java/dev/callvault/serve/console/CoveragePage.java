package dev.callvault.serve.console;

import dev.callvault.call.Gap;
import java.util.List;

/** The picture of what is proven, open, unproven and lost. */
public record CoveragePage(Frame frame, List<OfAccount> accounts, Choice choice) {
    /**
     * Whose pictures are shown: those of a few accounts together, of many the one that was chosen.
     *
     * @param names of all accounts that may be seen
     * @param chosen the one that is shown; empty where all are
     */
    public record Choice(List<String> names, String chosen) {
        private static final int FEW = 3;

        /** @param asked the first account is shown where this is none of them */
        static Choice of(List<String> names, String asked) {
            if (names.contains(asked)) {
                return new Choice(names, asked);
            }
            return new Choice(names, names.size() <= FEW ? "" : names.getFirst());
        }

        boolean isShown(String name) {
            return chosen.isEmpty() || chosen.equals(name);
        }

        public boolean isOffered() {
            return names.size() > 1;
        }
    }

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
