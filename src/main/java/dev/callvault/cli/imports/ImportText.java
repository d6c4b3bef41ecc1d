package dev.callvault.cli.imports;

import dev.callvault.cli.output.Table;
import dev.callvault.imports.ImportReport;
import dev.callvault.imports.Unreadable;
import dev.callvault.report.HumanFormat;
import dev.callvault.store.forget.RecordKind;
import dev.callvault.store.imports.Fate;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an import did, or would do, as text and as JSON. */
final class ImportText {
    private static final List<RecordKind> KINDS =
            List.of(RecordKind.CALLS, RecordKind.BODIES, RecordKind.SESSIONS, RecordKind.ERRORS);

    private final ImportReport report;
    private final UnreadableList unreadable;
    private final boolean isTrial;
    private final @Nullable Path file;

    /** @param file with everything that could not be read; null if nobody asked for one */
    ImportText(ImportReport report, UnreadableList unreadable, boolean isTrial, @Nullable Path file) {
        this.report = report;
        this.unreadable = unreadable;
        this.isTrial = isTrial;
        this.file = file;
    }

    String text() {
        StringBuilder text = new StringBuilder(HumanFormat.count(report.files(), "file") + " read; ");
        text.append(isTrial ? "this would be imported\n" : "imported\n").append(table());
        if (total(Fate.TOO_OLD) > 0) {
            text.append("  ")
                    .append(HumanFormat.count(total(Fate.TOO_OLD), "record"))
                    .append(isTrial ? " would be" : " were")
                    .append(" left out: older than 'keep' allows, they would be deleted at once.\n");
        }
        if (report.ofOthers() > 0) {
            text.append("  ")
                    .append(HumanFormat.count(report.ofOthers(), "row"))
                    .append(" of exports left out: of other accounts (see --exported-as).\n");
        }
        if (report.leftOut() > 0) {
            text.append("  ")
                    .append(HumanFormat.count(report.leftOut(), "row"))
                    .append(" of exports left out: of views that are calculated from the records.\n");
        }
        return text.append(unread()).append(stopped()).toString();
    }

    private Table table() {
        Table table = new Table("kind", "new", "already there", "erased", "too old");
        KINDS.forEach(kind -> table.row(
                kind == RecordKind.BODIES ? "logs" : kind.label(),
                HumanFormat.count(report.count(kind, Fate.NEW)),
                HumanFormat.count(report.count(kind, Fate.THERE)),
                HumanFormat.count(report.count(kind, Fate.ERASED)),
                HumanFormat.count(report.count(kind, Fate.TOO_OLD))));
        return table;
    }

    private long total(Fate fate) {
        return KINDS.stream().mapToLong(it -> report.count(it, fate)).sum();
    }

    private String unread() {
        if (report.unreadable() == 0) {
            return "";
        }
        StringBuilder text = new StringBuilder("Not imported, because it cannot be read: "
                + HumanFormat.count(report.unreadable()) + (report.unreadable() == 1 ? " thing\n" : " things\n"));
        unreadable.first().forEach(it -> text.append("  ").append(it).append('\n'));
        if (report.unreadable() > unreadable.first().size()) {
            text.append("  … ")
                    .append(file == null ? "name a file with --unreadable to see all" : "all are in " + file);
            text.append('\n');
        }
        return text.toString();
    }

    private String stopped() {
        return report.isWhole() ? "" : "Stopped before the end; run it again to continue.\n";
    }

    Map<String, ?> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("dry_run", isTrial);
        json.put("whole", report.isWhole());
        json.put("files", report.files());
        for (RecordKind kind : KINDS) {
            json.put(kind.label(), json(kind));
        }
        json.put("rows_of_other_accounts", report.ofOthers());
        json.put("rows_without_records", report.leftOut());
        json.put("unreadable", report.unreadable());
        json.put(
                "first_unreadable",
                unreadable.first().stream().map(ImportText::json).toList());
        return json;
    }

    private Map<String, ?> json(RecordKind kind) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("new", report.count(kind, Fate.NEW));
        json.put("there", report.count(kind, Fate.THERE));
        json.put("erased", report.count(kind, Fate.ERASED));
        json.put("too_old", report.count(kind, Fate.TOO_OLD));
        return json;
    }

    private static Map<String, ?> json(Unreadable one) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("file", one.file());
        json.put("line", one.line());
        json.put("reason", one.reason());
        return json;
    }
}
