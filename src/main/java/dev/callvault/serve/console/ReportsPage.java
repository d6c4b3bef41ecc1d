package dev.callvault.serve.console;

import dev.callvault.report.TypedTime;
import dev.callvault.store.reports.ReportViews.Column;
import dev.callvault.store.reports.ReportViews.Preview;
import dev.callvault.store.reports.ReportViews.View;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * The list of reports, or the newest rows of one.
 *
 * @param chosen the report to show; empty for the list
 * @param most the largest number of rows shown
 */
public record ReportsPage(Frame frame, List<View> views, Optional<Preview> chosen, int most, AccountChoice choice) {
    /** The calls that a value stands for: those of a number, a session, an hour or a kind of error; empty for other values. */
    public Optional<String> path(int column, List<String> row) {
        List<String> names = chosen.map(Preview::columns).orElse(List.of()).stream()
                .map(Column::name)
                .toList();
        String account = names.contains("account") ? row.get(names.indexOf("account")) : choice.chosen();
        String value = row.get(column);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        return switch (names.get(column)) {
            case "caller", "called", "number", "caller_number", "called_number" ->
                Optional.of(CallForm.BLANK.withNumber(account, value).path());
            case "session_id" -> Optional.of(CallForm.BLANK.withSession(value).path());
            case "signature" ->
                Optional.of(CallForm.BLANK.withKind(account, value).path());
            case "hour" ->
                hour(value).map(it -> CallForm.BLANK.withHour(account, it).path());
            default -> Optional.empty();
        };
    }

    /** An hour as PostgreSQL writes it in UTC, such as {@code 2026-11-20 20:00:00+00}. */
    private static Optional<Instant> hour(String text) {
        return TypedTime.read(text.replace(' ', 'T').replaceFirst("\\+00$", "Z"), ZoneOffset.UTC);
    }

    public boolean isCut() {
        return chosen.map(it -> it.rows().size() >= most).orElse(false);
    }
}
