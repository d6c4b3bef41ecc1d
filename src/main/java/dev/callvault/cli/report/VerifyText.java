package dev.callvault.cli.report;

import dev.callvault.archive.report.BodyReport;
import dev.callvault.archive.report.RunReport;
import dev.callvault.cli.output.Table;
import dev.callvault.report.HumanFormat;
import dev.callvault.store.status.Loss;
import dev.callvault.verify.BodyChecks;
import dev.callvault.verify.Certainty;
import dev.callvault.verify.Comparison;
import dev.callvault.verify.Finding;
import dev.callvault.verify.StreamVerification;
import dev.callvault.verify.VerifyReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a verification found, for people: a table, then the first findings of every state but {@code proven}. */
public final class VerifyText {
    private static final int MAX = 10;
    private static final List<Certainty> COLUMNS = List.of(
            Certainty.PENDING,
            Certainty.UNAVAILABLE,
            Certainty.QUARANTINED,
            Certainty.UNPROVEN,
            Certainty.LOST,
            Certainty.NEVER_LISTED);

    private VerifyText() {}

    public static String of(List<VerifyReport> reports) {
        StringBuilder text = new StringBuilder();
        reports.forEach(it -> text.append(of(it)).append('\n'));
        return text.toString();
    }

    private static String of(VerifyReport report) {
        StringBuilder text =
                new StringBuilder("account " + report.account() + "\n").append(table(report.verifications()));
        report.verifications()
                .forEach(verification -> COLUMNS.forEach(certainty -> text.append(behind(verification, certainty))));
        report.verifications()
                .forEach(
                        verification -> verification.comparison().ifPresent(it -> text.append(rows(verification, it))));
        text.append(ConflictReport.text(report.conflicts()));
        text.append(bodies(report.bodies()));
        report.repair().ifPresent(it -> text.append(repaired(it)));
        text.append("  requests spent: ")
                .append(HumanFormat.count(report.requests()))
                .append('\n');
        text.append("  ").append(verdict(report)).append('\n');
        return text.toString();
    }

    private static String table(List<StreamVerification> verifications) {
        List<String> header = new ArrayList<>(List.of("stream", "stored and proven"));
        COLUMNS.forEach(it -> header.add(words(it)));
        Table table = new Table(header.toArray(String[]::new));
        for (StreamVerification verification : verifications) {
            List<Object> row = new ArrayList<>(List.of(
                    verification.stream(),
                    HumanFormat.count(
                            verification.records(Certainty.PROVEN) + verification.records(Certainty.ARCHIVED))));
            COLUMNS.forEach(it -> row.add(cell(verification, it)));
            table.row(row.toArray());
        }
        return table.toString();
    }

    /** Nobody knows how many records lost time held, so its spans are counted instead. */
    private static String cell(StreamVerification verification, Certainty certainty) {
        if (!verification.certainties().contains(certainty)) {
            return "-";
        }
        long records = verification.records(certainty);
        int spans = verification.on(certainty).size();
        return records == 0 && spans > 0 ? HumanFormat.count(spans, "span") : HumanFormat.count(records);
    }

    private static String behind(StreamVerification verification, Certainty certainty) {
        List<Finding> findings = verification.on(certainty);
        StringBuilder text = new StringBuilder();
        findings.stream()
                .limit(MAX)
                .forEach(it -> text.append("  " + verification.stream() + " " + words(certainty) + ": " + what(it)
                        + (it.why().isEmpty() ? "" : " — " + it.why())
                        + (it.isAcknowledged() ? " [acknowledged]" : "") + "\n"));
        if (findings.size() > MAX) {
            text.append("  " + verification.stream() + " " + words(certainty) + ": and " + (findings.size() - MAX)
                    + " more; --json lists them all\n");
        }
        return text.toString();
    }

    private static String what(Finding finding) {
        String records = finding.window().isPresent() && finding.records() > 0
                ? ", " + HumanFormat.count(finding.records(), "record")
                : "";
        return finding.logId()
                .map(it -> "log " + it)
                .or(() -> finding.window()
                        .map(it -> HumanFormat.instant(Optional.of(it.start())) + " to "
                                + HumanFormat.instant(Optional.of(it.end())) + records))
                .orElse(HumanFormat.count(finding.records(), "log"));
    }

    private static String rows(StreamVerification verification, Comparison comparison) {
        StringBuilder text = new StringBuilder("  " + verification.stream() + " row by row: "
                + HumanFormat.count(comparison.compared()) + " compared, "
                + comparison.differences().size()
                + " missing or different, " + HumanFormat.count(comparison.extra())
                + " no longer shown by the provider\n");
        comparison.differences().stream()
                .limit(MAX)
                .forEach(it -> text.append(
                        "    " + it.kind().label() + ": " + it.row() + " at " + HumanFormat.instant(it.at()) + "\n"));
        return text.toString();
    }

    private static String bodies(BodyChecks checks) {
        String hashed = "  logs: " + HumanFormat.count(checks.hashed()) + " hashed again";
        return checks.fetched() == 0
                ? hashed + "\n"
                : hashed + "; " + HumanFormat.count(checks.fetched()) + " fetched again: " + checks.equal() + " equal, "
                        + checks.gone() + " gone, " + checks.failed() + " failed\n";
    }

    private static String repaired(RunReport repair) {
        long inserted = repair.streams().stream()
                .mapToLong(it -> it.written().inserted())
                .sum();
        BodyReport bodies = repair.bodies();
        return "  Repaired: " + HumanFormat.count(inserted, "row") + " stored, "
                + HumanFormat.count(bodies.archived(), "log") + " fetched\n";
    }

    private static String verdict(VerifyReport report) {
        if (report.failure().isPresent()) {
            return "Not finished.";
        }
        if (report.conflicts().stream().anyMatch(Loss::isOpen)
                && report.verifications().stream().noneMatch(StreamVerification::isIncomplete)) {
            return "Nothing is lost, but two calls have the same log id.";
        }
        return report.isIncomplete()
                ? "Something is lost, unproven, unreadable or was never listed."
                : isAcknowledged(report)
                        ? "Nothing is lost or unproven but what was acknowledged; 'callvault gaps --all' lists it."
                        : "Nothing is lost; everything that should be proven is proven.";
    }

    private static boolean isAcknowledged(VerifyReport report) {
        return !report.conflicts().isEmpty()
                || report.verifications().stream()
                        .flatMap(it -> it.findings().stream())
                        .anyMatch(Finding::isAcknowledged);
    }

    private static String words(Certainty certainty) {
        return certainty.label().replace('_', ' ');
    }
}
