package dev.callvault.serve.console;

import dev.callvault.store.reports.ReportViews.Preview;
import dev.callvault.store.reports.ReportViews.View;
import java.util.List;
import java.util.Optional;

/**
 * The list of reports, or the newest rows of one.
 *
 * @param chosen the report to show; empty for the list
 * @param most the largest number of rows shown
 */
public record ReportsPage(Frame frame, List<View> views, Optional<Preview> chosen, int most) {
    public boolean isCut() {
        return chosen.map(it -> it.rows().size() >= most).orElse(false);
    }
}
