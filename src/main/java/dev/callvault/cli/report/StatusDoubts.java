package dev.callvault.cli.report;

import dev.callvault.report.HumanFormat;
import dev.callvault.store.listing.UnprovenSpan;
import dev.callvault.store.status.AccountStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What status says about unproven time and unreadable rows. */
final class StatusDoubts {
    private static final int MAX = 5;

    private StatusDoubts() {}

    static String text(AccountStatus account) {
        StringBuilder text = new StringBuilder();
        account.unproven().stream()
                .limit(MAX)
                .forEach(it -> text.append("  ")
                        .append(it.stream())
                        .append(" unproven: ")
                        .append(time(it))
                        .append(", since ")
                        .append(HumanFormat.instant(Optional.of(it.since())))
                        .append(": ")
                        .append(it.why())
                        .append('\n'));
        long more = account.unprovenSpans() - Math.min(MAX, account.unproven().size());
        if (more > 0 && !account.unproven().isEmpty()) {
            text.append("  unproven: and ")
                    .append(HumanFormat.count(more))
                    .append(" more; 'callvault gaps' lists them\n");
        }
        line(text, "unreadable rows", account.unreadRows(), "'callvault gaps' lists them");
        line(text, "log ids that two calls have", account.conflicts(), "'callvault gaps' lists them");
        line(text, "acknowledged", account.acknowledged(), "'callvault gaps --all' lists them");
        return text.toString();
    }

    private static void line(StringBuilder text, String what, long count, String where) {
        if (count > 0) {
            text.append("  ")
                    .append(what)
                    .append(": ")
                    .append(HumanFormat.count(count))
                    .append("; ")
                    .append(where)
                    .append('\n');
        }
    }

    private static String time(UnprovenSpan span) {
        String from = HumanFormat.instant(Optional.of(span.window().start()));
        return span.window().seconds() == 1
                ? from
                : from + " to " + HumanFormat.instant(Optional.of(span.window().end()));
    }

    /** The earliest spans only; {@code unproven_spans} says how many there are. */
    static List<Map<String, ?>> json(AccountStatus account) {
        return account.unproven().stream()
                .<Map<String, ?>>map(StatusDoubts::json)
                .toList();
    }

    private static Map<String, ?> json(UnprovenSpan span) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("stream", span.stream());
        json.put("from", HumanFormat.instant(Optional.of(span.window().start())));
        json.put("to", HumanFormat.instant(Optional.of(span.window().end())));
        json.put("why", span.why());
        json.put("since", HumanFormat.instant(Optional.of(span.since())));
        json.put("last_tried", HumanFormat.instant(Optional.of(span.lastTried())));
        return json;
    }
}
