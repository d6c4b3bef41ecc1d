package dev.callvault.serve.console;

import dev.callvault.call.Gap;
import dev.callvault.store.status.Loss;
import java.util.List;

/** The page that shows which hours are proven, open, unproven or lost. */
public record CoveragePage(Frame frame, List<OfAccount> accounts, Choice choice) {
    /**
     * Whose grids are shown: those of all accounts if there are few, otherwise those of the chosen one.
     *
     * @param names the names of all visible accounts
     * @param chosen the account that is shown; empty if all are
     */
    public record Choice(List<String> names, String chosen) {
        private static final int FEW = 3;

        /** @param asked the requested account; if it is none of the names, the first account is shown */
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
     * One account's grids.
     *
     * @param gaps what is lost, newest first, at most a page
     */
    public record OfAccount(String name, List<CoverageGrid> grids, List<Loss<Gap>> gaps, int moreGaps) {}

    public List<CoverageGrid.State> legend() {
        return List.of(CoverageGrid.State.values());
    }
}
