package dev.callvault.archive;

import dev.callvault.archive.bodies.Arrivals;
import dev.callvault.archive.bodies.BodyFetcher;
import dev.callvault.archive.bodies.BodySink;
import dev.callvault.archive.bodies.BodyWriter;
import dev.callvault.archive.bodies.FanOut;
import dev.callvault.archive.bodies.PatientSource;
import dev.callvault.archive.bodies.Reachability;
import dev.callvault.archive.guard.ClockGuard;
import dev.callvault.archive.guard.MeasuredLists;
import dev.callvault.archive.guard.RedactedSource;
import dev.callvault.archive.guard.Uninterrupted;
import dev.callvault.archive.listing.AuditPace;
import dev.callvault.archive.listing.Feed;
import dev.callvault.archive.listing.Feeds;
import dev.callvault.archive.listing.RunHistory;
import dev.callvault.archive.listing.StreamRun;
import dev.callvault.archive.report.ArchiveSettings;
import dev.callvault.archive.report.BodyReport;
import dev.callvault.archive.report.ClockWrong;
import dev.callvault.archive.report.Failure;
import dev.callvault.archive.report.RunListener;
import dev.callvault.archive.report.RunReport;
import dev.callvault.archive.report.StreamReport;
import dev.callvault.call.LogStream;
import dev.callvault.call.TimeWindow;
import dev.callvault.source.CallService;
import dev.callvault.source.CallSource;
import dev.callvault.source.SourceFailure;
import dev.callvault.store.StoreFailure;
import dev.callvault.store.bodies.BodyStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runs over one account: list what is not proven, audit what was, fetch the wanted logs, and record what is lost. A
 * run never throws because of the provider or the database; its report says what ended it. Safe for use by several
 * threads: a fence keeps two runs over the same stream apart, even on different nodes.
 */
public final class ArchiveRun {
    private static final Logger LOG = LoggerFactory.getLogger(ArchiveRun.class);
    private static final String BODIES = "bodies";

    private final AccountParts parts;
    private final ArchiveSettings settings;
    private final RunListener listener;
    private final InstantSource clock;
    private final CallSource source;
    private final BodySink.Maker sinks;
    private final Map<LogStream, AuditPace> audits = new EnumMap<>(LogStream.class);

    public ArchiveRun(AccountParts parts, ArchiveSettings settings, RunListener listener, InstantSource clock) {
        this(parts, settings, listener, clock, BodyWriter::new);
    }

    /** Takes the sink through which logs reach the store. */
    ArchiveRun(
            AccountParts parts,
            ArchiveSettings settings,
            RunListener listener,
            InstantSource clock,
            BodySink.Maker sinks) {
        this.parts = parts;
        this.settings = settings;
        this.listener = listener;
        this.clock = clock;
        this.source = new RedactedSource(
                new PatientSource(parts.source(), parts.stores().fence()), parts.redactor());
        this.sinks = sinks;
        for (LogStream stream : LogStream.values()) {
            audits.put(stream, new AuditPace());
        }
    }

    /**
     * One full pass: every stream, with the logs fetched alongside. A failure in one part does not stop the others,
     * except for a refused login, which stops them all.
     *
     * @param patience how long to wait for another run over the same stream
     * @param meanwhile runs on its own thread once everything is listed, while the last logs are being fetched; its
     *     failure is not the pass's failure, but an interrupt stops it as well
     */
    public RunReport run(Duration patience, Runnable meanwhile) {
        return new FullPass(this, parts.account(), listener).run(clock.instant(), patience, meanwhile);
    }

    /** Lists what is missing from a stream and audits the rest. */
    public StreamReport list(LogStream stream, Duration patience) {
        return list(stream, patience, listener);
    }

    /** The same, reporting to another listener. */
    StreamReport list(LogStream stream, Duration patience, RunListener hearing) {
        return fenced(stream, patience, StreamRun::list, hearing);
    }

    /** Lists everything in a stream that the provider still has. */
    public StreamReport sweep(LogStream stream, Duration patience) {
        return fenced(stream, patience, StreamRun::sweep, listener);
    }

    /**
     * Lists what is missing from a stream, and these windows again even if they are proven.
     *
     * @param windows earliest first
     */
    public StreamReport listAgain(LogStream stream, List<TimeWindow> windows, Duration patience) {
        return fenced(stream, patience, (run, openWindow) -> run.listAgain(windows, openWindow), listener);
    }

    private StreamReport fenced(
            LogStream stream, Duration patience, BiConsumer<StreamRun<?>, Duration> work, RunListener hearing) {
        Instant began = clock.instant();
        long before = parts.requests().requests(service(stream));
        MeasuredLists lists = new MeasuredLists(new ClockGuard(source, parts.providerClock(), clock), parts.memory());
        Feed<?> feed = feeds(lists).of(stream);
        AtomicReference<@Nullable StreamRun<?>> run = new AtomicReference<>();
        @Nullable Failure failure = null;
        try (lists) {
            Runnable task = () -> {
                StreamRun<?> prepared = streamRun(feed, lastSuccess(stream), began, hearing);
                run.set(prepared);
                work.accept(prepared, settings.openWindow());
            };
            if (!parts.stores().fence().alone(parts.account().id(), stream.label(), patience, task)) {
                return StreamReport.leftToOthers(stream.label());
            }
        } catch (SourceFailure broken) {
            failure = Failure.of(broken);
        } catch (StoreFailure broken) {
            failure = Failure.of(broken);
        } catch (ClockWrong wrong) {
            failure = Failure.of(wrong);
        }
        long requests = parts.requests().requests(service(stream)) - before;
        record(stream.label(), began, failure, requests);
        @Nullable StreamRun<?> begun = run.get();
        return begun == null
                ? StreamReport.failed(stream.label(), requests, Optional.ofNullable(failure))
                : begun.report(requests, Optional.ofNullable(failure));
    }

    private Feeds feeds(CallSource lists) {
        return new Feeds(
                lists,
                parts.lines(),
                parts.stores().sessionTimes(),
                parts.account().id());
    }

    private StreamRun<?> streamRun(Feed<?> feed, Optional<Instant> lastSuccess, Instant began, RunListener hearing) {
        return new StreamRun<>(
                parts.account(),
                feed,
                parts.stores().listings(),
                new RunHistory(lastSuccess, Objects.requireNonNull(audits.get(feed.stream()))),
                hearing,
                began);
    }

    private Optional<Instant> lastSuccess(LogStream stream) {
        return parts.stores().runs().lastSuccess(parts.account().id(), stream.label());
    }

    /**
     * Fetches the logs that are wanted now.
     *
     * @param again also fetches logs that are not due yet if they were last requested before this time; {@link
     *     Instant#EPOCH} for none
     */
    public BodyReport fetch(Instant again) {
        return fetch(again, Arrivals.over());
    }

    /** The same while calls are still being listed. */
    BodyReport fetch(Instant again, Arrivals arrivals) {
        Instant began = clock.instant();
        arrivals.waitedForIn(parts.stores().fence());
        long before = parts.requests().requests(CallService.LOG);
        ClockGuard guarded = new ClockGuard(source, parts.providerClock(), clock);
        FanOut fanOut = new FanOut(
                parts.account(),
                new BodyFetcher(guarded, parts.redactor(), clock),
                new Reachability(guarded, clock),
                parts.memory(),
                parts.stores().bodies(),
                listener,
                clock,
                settings,
                sinks);
        BodyReport report = fenced(fanOut, again, arrivals);
        if (report.left()) {
            return report;
        }
        long requests = parts.requests().requests(CallService.LOG) - before;
        record(BODIES, began, report.failure().orElse(null), requests);
        return report.withRequests(requests);
    }

    /** The fence shows other nodes that this round is alive and keeps its claims. */
    private BodyReport fenced(FanOut fanOut, Instant again, Arrivals arrivals) {
        AtomicReference<BodyReport> report = new AtomicReference<>(BodyReport.LEFT_TO_OTHERS);
        try {
            parts.stores()
                    .fence()
                    .alone(
                            parts.account().id(),
                            BodyStore.Claim.fence(settings.node()),
                            Duration.ZERO,
                            () -> report.set(fanOut.drain(again, arrivals).report(0)));
            return Objects.requireNonNull(report.get());
        } catch (StoreFailure broken) {
            return BodyReport.failed(Failure.of(broken));
        }
    }

    private static CallService service(LogStream stream) {
        return switch (stream) {
            case CALLS -> CallService.LOGS;
            case SESSIONS -> CallService.SESSIONS;
            case ERRORS -> CallService.ERRORS;
        };
    }

    /** Failing to record a run must not fail the run: the database may be gone by now. */
    private void record(String stream, Instant began, @Nullable Failure failure, long requests) {
        try {
            Uninterrupted.run(() -> parts.stores()
                    .runs()
                    .record(parts.account().id(), stream, began, failure == null ? null : failure.message(), requests));
            listener.ended(parts.account(), stream, failure == null, requests);
        } catch (StoreFailure gone) {
            LOG.warn(gone.getMessage());
            listener.ended(parts.account(), stream, false, requests);
        }
    }
}
