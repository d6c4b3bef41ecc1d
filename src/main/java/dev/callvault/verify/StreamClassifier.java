package dev.callvault.verify;

import dev.callvault.archive.listing.Audit.Difference;
import dev.callvault.archive.listing.Shortfall;
import dev.callvault.archive.listing.StreamSnapshot;
import dev.callvault.archive.listing.Windows;
import dev.callvault.call.Counted;
import dev.callvault.call.CoverageSpan;
import dev.callvault.call.LogStream;
import dev.callvault.call.TimeWindow;
import dev.callvault.store.proof.SpanRows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Classifies a stream's time by certainty, from what the archive and the provider say; pure. */
final class StreamClassifier {
    private final StreamSnapshot snapshot;
    private final ProviderSnapshot answers;
    private final List<Finding> findings = new ArrayList<>();

    private StreamClassifier(StreamSnapshot snapshot, ProviderSnapshot answers) {
        this.snapshot = snapshot;
        this.answers = answers;
    }

    static StreamVerification of(LogStream stream, StreamSnapshot snapshot, ProviderSnapshot answers) {
        StreamClassifier verification = new StreamClassifier(snapshot, answers);
        verification.placeGaps();
        verification.placeUnproven();
        verification.placeProven();
        verification.placeHoles();
        verification.placeNewcomers();
        return new StreamVerification(
                stream.label(), StreamVerification.OF_A_LIST, List.copyOf(verification.findings), answers.comparison());
    }

    private void placeGaps() {
        snapshot.gaps()
                .forEach(it ->
                        findings.add(Finding.of(Certainty.LOST, 0, TimeWindow.between(it.from(), it.to()), it.reason())
                                .acknowledged(snapshot.isAcknowledged(TimeWindow.between(it.from(), it.to())))));
    }

    /** Time recorded as lost meanwhile is reported once. */
    private void placeUnproven() {
        List<TimeWindow> lost = snapshot.lost();
        snapshot.spans().stream()
                .map(SpanRows::span)
                .filter(it -> !it.proven())
                .forEach(span -> Windows.subtract(span.window(), lost)
                        .forEach(part -> findings.add(
                                Finding.of(Certainty.UNPROVEN, span.total(), part, snapshot.why(span.window()))
                                        .acknowledged(snapshot.isAcknowledged(span.window())))));
    }

    private void placeProven() {
        Map<CoverageSpan, String> doubts = doubts();
        List<CoverageSpan> clean = new ArrayList<>();
        for (SpanRows each : snapshot.proven()) {
            if (doubts.containsKey(each.span())) {
                findings.add(Finding.of(
                        Certainty.UNPROVEN,
                        each.span().total(),
                        each.span().window(),
                        String.valueOf(doubts.get(each.span()))));
            } else {
                clean.add(each.span());
            }
        }
        Windows.joinAll(clean).forEach(it -> findings.add(Finding.of(Certainty.PROVEN, it.total(), it.window(), "")));
    }

    /** Why proven spans are doubted; the strongest reason for each comes last. */
    private Map<CoverageSpan, String> doubts() {
        Map<CoverageSpan, String> doubts = new LinkedHashMap<>();
        answers.doubts()
                .forEach((window, why) -> overlapping(window).forEach(it -> doubts.put(it, "just now: " + why)));
        answers.differences().stream().filter(StreamClassifier::isMore).forEach(it -> doubts.put(it.span(), why(it)));
        differingRows()
                .forEach((span, rows) ->
                        doubts.put(span, rows(rows) + " missing from the archive or stored differently"));
        Shortfall.of(snapshot.proven(), snapshot.untimed())
                .forEach((span, lacking) ->
                        doubts.put(span, lacking + " of " + rows(span.total()) + " missing from the archive"));
        return doubts;
    }

    private static String rows(long count) {
        return Counted.of(count, "row");
    }

    /** Fewer rows than in the ledger have expired or were withdrawn; the archive still has them. */
    private static boolean isMore(Difference difference) {
        return difference.stated().isEmpty()
                || difference.stated().getAsLong() > difference.span().total();
    }

    private static String why(Difference difference) {
        return difference.stated().isEmpty()
                ? "the provider's total for this period has changed since it was listed"
                : "the provider's total is now " + difference.stated().getAsLong() + ", the ledger's is "
                        + difference.span().total();
    }

    /** Rows in open or never listed time have another certainty. */
    private Map<CoverageSpan, Long> differingRows() {
        Map<CoverageSpan, Long> rows = new LinkedHashMap<>();
        answers.comparison()
                .ifPresent(all -> all.differences()
                        .forEach(row -> row.at()
                                .ifPresent(at -> overlapping(
                                                new TimeWindow(at.getEpochSecond(), at.getEpochSecond() + 1))
                                        .forEach(it -> {
                                            if (it.window().to() <= snapshot.open()) {
                                                rows.merge(it, 1L, Long::sum);
                                            }
                                        }))));
        return rows;
    }

    private List<CoverageSpan> overlapping(TimeWindow window) {
        return snapshot.proven().stream()
                .map(SpanRows::span)
                .filter(it -> it.window().overlaps(window))
                .toList();
    }

    private void placeHoles() {
        for (TimeWindow hole : snapshot.holes()) {
            if (!snapshot.isAskable(hole)) {
                findings.add(Finding.of(
                        Certainty.LOST,
                        0,
                        hole,
                        "expired at the provider before it was listed; not recorded as lost yet"));
            } else if (!snapshot.isOpen(hole)) {
                findings.add(
                        Finding.of(Certainty.NEVER_LISTED, answers.uncovered().getOrDefault(hole, 0L), hole, ""));
            }
        }
    }

    private void placeNewcomers() {
        long more = answers.open() - snapshot.openTotal();
        if (more > 0) {
            findings.add(Finding.of(
                    Certainty.PENDING,
                    more,
                    new TimeWindow(snapshot.open(), snapshot.now()),
                    "new in the open window; the next run will list it"));
        }
    }
}
