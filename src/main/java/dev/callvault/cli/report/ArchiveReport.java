package dev.callvault.cli.report;

import dev.callvault.archive.report.BodyReport;
import dev.callvault.archive.report.Failure;
import dev.callvault.archive.report.RunReport;
import dev.callvault.archive.report.StreamReport;
import dev.callvault.cli.output.ExitCode;
import dev.callvault.cli.output.Table;
import dev.callvault.report.HumanFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a full pass did, as text and as JSON. */
public final class ArchiveReport {
    /** Up to this many accounts are all shown in full, in trouble or not. */
    private static final int FEW = 5;

    private ArchiveReport() {}

    /** Accounts in trouble in full; where there are many accounts, only a total for the others. */
    public static String text(List<RunReport> reports) {
        boolean isWhole = reports.size() <= FEW;
        String each = reports.stream()
                .filter(it -> isWhole || isInTrouble(it))
                .map(ArchiveReport::text)
                .collect(Collectors.joining());
        return isWhole
                ? each
                : each + total(reports.stream().filter(it -> !isInTrouble(it)).toList());
    }

    private static boolean isInTrouble(RunReport report) {
        return report.isIncomplete() || !report.failures().isEmpty();
    }

    private static String total(List<RunReport> well) {
        if (well.isEmpty()) {
            return "";
        }
        long inserted = well.stream()
                .flatMap(it -> it.streams().stream())
                .mapToLong(it -> it.written().inserted())
                .sum();
        return HumanFormat.count(well.size(), "complete account") + ": " + HumanFormat.count(inserted, "new record")
                + ", "
                + HumanFormat.count(
                        well.stream().mapToLong(it -> it.bodies().archived()).sum(), "new log")
                + "; requests spent: "
                + HumanFormat.count(well.stream().mapToLong(RunReport::requests).sum())
                + ". Show each with 'callvault status --all'.\n\n";
    }

    private static String text(RunReport report) {
        StringBuilder text = new StringBuilder();
        text.append("account ").append(report.account()).append('\n');
        Table table = new Table("stream", "listed", "new", "unproven", "lost", "requests");
        report.streams()
                .forEach(it -> table.row(
                        it.stream(),
                        HumanFormat.count(it.listed()),
                        HumanFormat.count(it.written().inserted()),
                        it.unproven(),
                        it.lost(),
                        HumanFormat.count(it.requests())));
        text.append(table);
        text.append("  logs: ").append(bodies(report.bodies())).append('\n');
        text.append("  requests spent: ")
                .append(HumanFormat.count(report.requests()))
                .append("\n\n");
        return text.toString();
    }

    private static String bodies(BodyReport bodies) {
        return HumanFormat.count(bodies.archived()) + " archived, " + bodies.unavailable() + " unavailable, "
                + bodies.quarantined() + " quarantined, " + bodies.failed() + " failed, " + bodies.lost() + " lost";
    }

    public static Map<String, ?> json(List<RunReport> reports) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("incomplete", reports.stream().anyMatch(ArchiveReport::isInTrouble));
        json.put("accounts", reports.stream().map(ArchiveReport::json).toList());
        return json;
    }

    public static Map<String, ?> json(RunReport report) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("account", report.account());
        json.put("streams", report.streams().stream().map(ArchiveReport::json).toList());
        json.put("bodies", json(report.bodies()));
        json.put("requests", report.requests());
        json.put("incomplete", isInTrouble(report));
        json.put("failures", report.failures().stream().map(ArchiveReport::json).toList());
        return json;
    }

    private static Map<String, ?> json(StreamReport stream) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("stream", stream.stream());
        json.put("listed", stream.listed());
        json.put("inserted", stream.written().inserted());
        json.put("updated", stream.written().updated());
        json.put("unproven", stream.unproven());
        json.put("lost", stream.lost());
        json.put("requests", stream.requests());
        return json;
    }

    private static Map<String, ?> json(BodyReport bodies) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("archived", bodies.archived());
        json.put("unavailable", bodies.unavailable());
        json.put("quarantined", bodies.quarantined());
        json.put("failed", bodies.failed());
        json.put("lost", bodies.lost());
        json.put("requests", bodies.requests());
        return json;
    }

    public static Map<String, ?> json(Failure failure) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("message", failure.message());
        json.put("hint", failure.hint());
        json.put("credentials_refused", failure.credentials());
        return json;
    }

    /** A refused login outranks a failure, and a failure outranks incompleteness. */
    public static int exitCode(List<RunReport> reports) {
        List<Failure> failures =
                reports.stream().flatMap(it -> it.failures().stream()).toList();
        return ExitCode.worst(
                failures.stream().anyMatch(Failure::credentials) ? ExitCode.CREDENTIALS_REFUSED : ExitCode.DONE,
                failures.stream().anyMatch(Failure::configuration) ? ExitCode.USAGE : ExitCode.DONE,
                failures.isEmpty() ? ExitCode.DONE : ExitCode.FAILED,
                reports.stream().anyMatch(RunReport::isIncomplete) ? ExitCode.INCOMPLETE : ExitCode.DONE);
    }
}
