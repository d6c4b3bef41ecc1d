package dev.callvault.cli.report;

import dev.callvault.report.HumanFormat;
import dev.callvault.verify.BodyChecks;
import dev.callvault.verify.Certainty;
import dev.callvault.verify.Comparison;
import dev.callvault.verify.Finding;
import dev.callvault.verify.StreamVerification;
import dev.callvault.verify.VerifyReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Everything that a verification found, for scripts. */
public final class VerifyJson {
    private VerifyJson() {}

    public static Map<String, ?> of(List<VerifyReport> reports) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("incomplete", reports.stream().anyMatch(VerifyJson::isIncomplete));
        json.put("accounts", reports.stream().map(VerifyJson::of).toList());
        return json;
    }

    /** What a failure ended early shows less than all. */
    private static boolean isIncomplete(VerifyReport report) {
        return report.isIncomplete() || report.failure().isPresent();
    }

    private static Map<String, ?> of(VerifyReport report) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("account", report.account());
        json.put("incomplete", isIncomplete(report));
        json.put("streams", report.verifications().stream().map(VerifyJson::of).toList());
        json.put("bodies_checked", of(report.bodies()));
        json.put("conflicts", ConflictReport.json(report.conflicts()));
        json.put("requests", report.requests());
        json.put("repair", report.repair().map(ArchiveReport::json).orElse(null));
        json.put("failure", report.failure().map(ArchiveReport::json).orElse(null));
        return json;
    }

    private static Map<String, ?> of(StreamVerification verification) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("stream", verification.stream());
        Map<String, Object> certainties = new LinkedHashMap<>();
        verification.certainties().forEach(it -> certainties.put(it.label(), of(verification, it)));
        json.put("rungs", certainties);
        json.put("rows", verification.comparison().map(VerifyJson::of).orElse(null));
        return json;
    }

    private static Map<String, ?> of(StreamVerification verification, Certainty certainty) {
        List<Finding> findings = verification.on(certainty);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("records", verification.records(certainty));
        json.put(
                "spans",
                findings.stream()
                        .filter(it -> it.window().isPresent())
                        .map(VerifyJson::span)
                        .toList());
        json.put(
                "logs",
                findings.stream()
                        .filter(it -> it.logId().isPresent())
                        .map(VerifyJson::log)
                        .toList());
        return json;
    }

    private static Map<String, ?> span(Finding finding) {
        Map<String, Object> json = new LinkedHashMap<>();
        finding.window().ifPresent(it -> {
            json.put("from", HumanFormat.instant(Optional.of(it.start())));
            json.put("to", HumanFormat.instant(Optional.of(it.end())));
        });
        json.put("records", finding.records());
        json.put("reason", finding.why());
        json.put("acknowledged", finding.isAcknowledged());
        return json;
    }

    private static Map<String, ?> log(Finding finding) {
        Map<String, Object> json = new LinkedHashMap<>();
        finding.logId().ifPresent(it -> json.put("log_id", it.value()));
        json.put("reason", finding.why());
        json.put("acknowledged", finding.isAcknowledged());
        return json;
    }

    private static Map<String, ?> of(Comparison comparison) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("compared", comparison.compared());
        json.put("missing", rows(comparison, Comparison.Kind.MISSING));
        json.put("different", rows(comparison, Comparison.Kind.DIFFERENT));
        json.put("extra", comparison.extra());
        return json;
    }

    private static List<Map<String, ?>> rows(Comparison comparison, Comparison.Kind kind) {
        return comparison.differences().stream()
                .filter(it -> it.kind() == kind)
                .<Map<String, ?>>map(VerifyJson::row)
                .toList();
    }

    private static Map<String, ?> row(Comparison.Difference difference) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("row", difference.row());
        json.put("at", HumanFormat.instant(difference.at()));
        return json;
    }

    private static Map<String, ?> of(BodyChecks checks) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("hashed", checks.hashed());
        json.put("fetched", checks.fetched());
        json.put("equal", checks.equal());
        json.put("gone", checks.gone());
        json.put("failed", checks.failed());
        return json;
    }
}
