package dev.callvault.cli.report;

import dev.callvault.app.AccountGaps;
import dev.callvault.call.Acknowledgement;
import dev.callvault.call.Gap;
import dev.callvault.call.TimeWindow;
import dev.callvault.cli.output.Table;
import dev.callvault.report.HumanFormat;
import dev.callvault.store.listing.KeptUnread;
import dev.callvault.store.listing.UnprovenSpan;
import dev.callvault.store.status.Loss;
import dev.callvault.store.status.Losses;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is missing or doubtful, under the names by which it can be acknowledged, as text and as JSON. */
public final class GapsReport {
    private static final int MAX_LENGTH = 200;

    private GapsReport() {}

    /**
     * For people.
     *
     * @param isAll whether acknowledged ones are shown too; otherwise their number is
     */
    public static String text(List<AccountGaps> accounts, boolean isAll) {
        StringBuilder text = new StringBuilder();
        for (AccountGaps account : accounts) {
            Losses shown = isAll ? account.losses() : account.losses().open();
            text.append("account ")
                    .append(account.account())
                    .append(gaps(shown.gaps()))
                    .append(unproven(shown.unproven()))
                    .append(unread(shown.unread()))
                    .append(ConflictReport.text(shown.conflicts()));
            long acknowledged = account.losses().acknowledged().all().count();
            if (!isAll && acknowledged > 0) {
                text.append("  ")
                        .append(HumanFormat.count(acknowledged))
                        .append(" acknowledged; 'callvault gaps --all' shows ")
                        .append(acknowledged == 1 ? "it" : "them")
                        .append('\n');
            }
        }
        return text.isEmpty() ? "The archive has no accounts yet." : text.toString();
    }

    private static String gaps(List<Loss<Gap>> gaps) {
        if (gaps.isEmpty()) {
            return ": nothing is lost\n";
        }
        Table table = new Table("id", "stream", "from", "to", "log", "found", "why");
        gaps.forEach(it -> table.row(
                it.id(),
                it.what().stream(),
                HumanFormat.instant(Optional.of(it.what().from())),
                HumanFormat.instant(Optional.of(it.what().to())),
                it.what().logId() == null ? "-" : it.what().logId(),
                HumanFormat.instant(Optional.of(it.found())),
                it.what().reason() + note(it)));
        return "\n" + table;
    }

    private static String unproven(List<Loss<UnprovenSpan>> spans) {
        StringBuilder text = new StringBuilder();
        if (!spans.isEmpty()) {
            text.append("  time that is listed but not proven:\n");
            spans.forEach(it -> text.append("  ")
                    .append(it.id())
                    .append(' ')
                    .append(it.what().stream())
                    .append(' ')
                    .append(time(it.what().window()))
                    .append(", since ")
                    .append(HumanFormat.instant(Optional.of(it.found())))
                    .append(": ")
                    .append(it.what().why())
                    .append(note(it))
                    .append('\n'));
        }
        return text.toString();
    }

    private static String unread(List<Loss<KeptUnread>> rows) {
        StringBuilder text = new StringBuilder();
        if (!rows.isEmpty()) {
            text.append("  unreadable rows from the provider, kept until they can be read:\n");
            rows.forEach(it -> text.append("  ")
                    .append(it.id())
                    .append(' ')
                    .append(it.what().stream())
                    .append(' ')
                    .append(time(it.what().window()))
                    .append(": ")
                    .append(it.what().reason())
                    .append(note(it))
                    .append("\n    ")
                    .append(excerpt(it.what().text()))
                    .append('\n'));
        }
        return text.toString();
    }

    private static String time(TimeWindow window) {
        return HumanFormat.instant(Optional.of(window.start()))
                + (window.seconds() == 1 ? "" : " to " + HumanFormat.instant(Optional.of(window.end())));
    }

    private static String excerpt(String row) {
        String line = row.replaceAll("[\\p{Cntrl}\\s]+", " ");
        return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH) + "…";
    }

    /** Who acknowledged it, when and why; empty if nobody did. */
    static String note(Loss<?> loss) {
        return loss.acknowledged()
                .map(it -> " [acknowledged by " + it.by() + " at " + HumanFormat.instant(Optional.of(it.at())) + ": "
                        + it.reason() + "]")
                .orElse("");
    }

    /**
     * For scripts.
     *
     * @param isAll whether acknowledged ones are listed too
     * @param isIncomplete whether anything of an archived account is open
     */
    public static Map<String, ?> json(List<AccountGaps> accounts, boolean isAll, boolean isIncomplete) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("incomplete", isIncomplete);
        json.put("accounts", accounts.stream().map(it -> json(it, isAll)).toList());
        return json;
    }

    private static Map<String, ?> json(AccountGaps account, boolean isAll) {
        Losses listed = isAll ? account.losses() : account.losses().open();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("account", account.account());
        json.put("incomplete", !account.losses().open().isEmpty());
        json.put("gaps", listed.gaps().stream().map(GapsReport::gap).toList());
        json.put("unproven", listed.unproven().stream().map(GapsReport::span).toList());
        json.put("unread_rows", listed.unread().stream().map(GapsReport::row).toList());
        json.put("conflicts", ConflictReport.json(listed.conflicts()));
        json.put("acknowledged", account.losses().acknowledged().all().count());
        return json;
    }

    private static Map<String, ?> gap(Loss<Gap> loss) {
        Gap gap = loss.what();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", loss.id().toString());
        json.put("stream", gap.stream());
        json.put("from", HumanFormat.instant(Optional.of(gap.from())));
        json.put("to", HumanFormat.instant(Optional.of(gap.to())));
        json.put("log_id", gap.logId() == null ? null : gap.logId().value());
        json.put("reason", gap.reason());
        json.put("detected_at", HumanFormat.instant(Optional.of(gap.detectedAt())));
        json.put("acknowledged", acknowledged(loss));
        return json;
    }

    private static Map<String, ?> span(Loss<UnprovenSpan> loss) {
        UnprovenSpan span = loss.what();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", loss.id().toString());
        json.put("stream", span.stream());
        json.put("from", HumanFormat.instant(Optional.of(span.window().start())));
        json.put("to", HumanFormat.instant(Optional.of(span.window().end())));
        json.put("reason", span.why());
        json.put("since", HumanFormat.instant(Optional.of(span.since())));
        json.put("last_tried", HumanFormat.instant(Optional.of(span.lastTried())));
        json.put("acknowledged", acknowledged(loss));
        return json;
    }

    private static Map<String, ?> row(Loss<KeptUnread> loss) {
        KeptUnread row = loss.what();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", loss.id().toString());
        json.put("stream", row.stream());
        json.put("from", HumanFormat.instant(Optional.of(row.window().start())));
        json.put("to", HumanFormat.instant(Optional.of(row.window().end())));
        json.put("reason", row.reason());
        json.put("text", row.text());
        json.put("first_seen", HumanFormat.instant(Optional.of(row.firstSeen())));
        json.put("last_seen", HumanFormat.instant(Optional.of(row.lastSeen())));
        json.put("acknowledged", acknowledged(loss));
        return json;
    }

    /** Null while nobody has acknowledged it. */
    static @Nullable Map<String, ?> acknowledged(Loss<?> loss) {
        return loss.acknowledged().map(GapsReport::json).orElse(null);
    }

    private static Map<String, ?> json(Acknowledgement acknowledgement) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("at", HumanFormat.instant(Optional.of(acknowledgement.at())));
        json.put("by", acknowledgement.by());
        json.put("reason", acknowledgement.reason());
        return json;
    }
}
