package dev.callvault.serve.console;

import dev.callvault.store.reports.ReportViews.Preview;
import dev.callvault.store.reports.ReportViews.View;
import java.util.List;
import java.util.Optional;

/**
 * The reports, and a part of one of them.
 *
 * @param chosen empty for the list of them
 * @param most how many rows are shown at most
 */
public record ReportsPage(Frame frame, List<View> views, Optional<Preview> chosen, int most) {
    public boolean isCut() {
        return chosen.map(it -> it.rows().size() >= most).orElse(false);
    }
}
