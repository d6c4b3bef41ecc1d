package dev.callvault.verify;

import dev.callvault.archive.AccountParts;
import dev.callvault.archive.ArchiveRun;
import dev.callvault.archive.guard.ClockGuard;
import dev.callvault.archive.listing.Horizon;
import dev.callvault.archive.report.RunReport;
import dev.callvault.archive.report.StreamReport;
import dev.callvault.call.LogId;
import dev.callvault.call.LogStream;
import dev.callvault.call.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Lists and fetches what a verification found to differ, using the ordinary runs and their fences. */
final class Repair {
    private final AccountParts parts;
    private final ArchiveRun run;
    private final InstantSource clock;
    private final Duration patience;

    /** @param patience how long to wait for another run over the same stream */
    Repair(AccountParts parts, ArchiveRun run, InstantSource clock, Duration patience) {
        this.parts = parts;
        this.run = run;
        this.clock = clock;
        this.patience = patience;
    }

    RunReport of(VerifyReport found) {
        List<StreamReport> streams = new ArrayList<>();
        for (LogStream stream : LogStream.values()) {
            // The verification has just compared this clock with another.
            parts.stores()
                    .listings()
                    .withdrawAfter(parts.account().id(), stream, clock.instant().plus(ClockGuard.TOLERANCE));
            found.verifications().stream()
                    .filter(it -> it.stream().equals(stream.label()))
                    .forEach(it -> streams.add(list(stream, it)));
        }
        found.verifications().forEach(this::wantBodies);
        return new RunReport(parts.account().name(), streams, run.fetch(clock.instant()));
    }

    /** Single rows that differ can be anywhere, so everything is listed, as it was to find them. */
    private StreamReport list(LogStream stream, StreamVerification verification) {
        boolean differs =
                verification.comparison().map(it -> !it.differences().isEmpty()).orElse(false);
        return differs
                ? run.sweep(stream, patience)
                : run.listAgain(stream, retained(stream, verification.on(Certainty.UNPROVEN)), patience);
    }

    private List<TimeWindow> retained(LogStream stream, List<Finding> unproven) {
        Instant horizon = Horizon.sure(stream, clock.instant());
        TimeWindow askable = TimeWindow.between(horizon, clock.instant().plusSeconds(1));
        return unproven.stream()
                .flatMap(it -> it.window().stream())
                .filter(askable::overlaps)
                .map(it -> new TimeWindow(Math.max(it.from(), askable.from()), it.to()))
                .sorted()
                .toList();
    }

    private void wantBodies(StreamVerification verification) {
        Map<LogId, String> wanted = LogClassifier.toWant(verification);
        if (!wanted.isEmpty()) {
            parts.stores().bodies().wantAgain(parts.account().id(), wanted, clock.instant());
        }
    }
}
