package dev.callvault.archive;

import dev.callvault.archive.bodies.BodyFetcher;
import dev.callvault.archive.bodies.BodySink;
import dev.callvault.archive.bodies.BodyTally;
import dev.callvault.archive.bodies.FanOut;
import dev.callvault.archive.bodies.ListingProgress;
import dev.callvault.archive.bodies.Reachability;
import dev.callvault.archive.guard.ClockGuard;
import dev.callvault.archive.report.ArchiveSettings;
import dev.callvault.archive.report.BodyReport;
import dev.callvault.archive.report.ClockWrong;
import dev.callvault.archive.report.Failure;
import dev.callvault.archive.report.RunListener;
import dev.callvault.source.CallService;
import dev.callvault.source.CallSource;
import dev.callvault.source.SourceFailure;
import dev.callvault.store.StoreFailure;
import dev.callvault.store.bodies.BodyStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A round of fetching logs: in a fence of this node's own, and recorded. */
final class LogRound {
    private static final String BODIES = "bodies";

    private final AccountParts parts;
    private final ArchiveSettings settings;
    private final CallSource source;
    private final RunRecord record;
    private final RunListener listener;
    private final InstantSource clock;
    private final BodySink.Maker sinks;

    LogRound(
            AccountParts parts,
            ArchiveSettings settings,
            CallSource source,
            RunRecord record,
            RunListener listener,
            InstantSource clock,
            BodySink.Maker sinks) {
        this.parts = parts;
        this.settings = settings;
        this.source = source;
        this.record = record;
        this.listener = listener;
        this.clock = clock;
        this.sinks = sinks;
    }

    /** @param again as for {@link ArchiveRun#fetch} */
    BodyReport fetch(Instant again, ListingProgress progress) {
        Instant began = clock.instant();
        progress.waitedForIn(parts.stores().fence());
        long before = parts.requests().requests(CallService.LOG);
        BodyReport report = fenced(fanOut(), again, progress);
        if (report.left()) {
            return report;
        }
        long requests = parts.requests().requests(CallService.LOG) - before;
        record.ended(BODIES, began, report.failure(), requests);
        return report.withRequests(requests);
    }

    private FanOut fanOut() {
        ClockGuard guarded = new ClockGuard(source, parts.time(clock));
        return new FanOut(
                parts.account(),
                new BodyFetcher(guarded, parts.redactor(), clock),
                new Reachability(guarded, clock),
                parts.memory(),
                parts.stores().bodies(),
                listener,
                clock,
                settings,
                sinks);
    }

    /**
     * The fence shows other nodes that this round is alive and still holds what it claimed. Whatever ends the round,
     * what it stored until then is reported. If the fence is lost, as when the database server restarts, the round begins once
     * more, with the logs that are not stored yet.
     */
    private BodyReport fenced(FanOut fanOut, Instant again, ListingProgress progress) {
        BodyTally tally = new BodyTally();
        try {
            if (!isDoneAlone(() -> fanOut.drain(tally, again, progress))) {
                return BodyReport.LEFT_TO_OTHERS;
            }
        } catch (StoreFailure broken) {
            tally.failed(Failure.of(broken));
        } catch (SourceFailure broken) {
            tally.failed(Failure.of(broken));
        } catch (ClockWrong wrong) {
            tally.failed(Failure.of(wrong));
        }
        return tally.report(0);
    }

    private boolean isDoneAlone(Runnable drain) {
        try {
            return alone(drain);
        } catch (StoreFailure lost) {
            boolean isStopping = Thread.currentThread().isInterrupted();
            if (!lost.isOfLostFence() || isStopping || !alone(drain)) {
                throw lost;
            }
            return true;
        }
    }

    private boolean alone(Runnable drain) {
        return parts.stores()
                .fence()
                .alone(parts.account().id(), BodyStore.Claim.fence(settings.node()), Duration.ZERO, drain);
    }
}
