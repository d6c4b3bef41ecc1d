package dev.callvault.archive;

import dev.callvault.archive.guard.ClockGuard;
import dev.callvault.archive.guard.MeasuredLists;
import dev.callvault.archive.guard.RunTime;
import dev.callvault.archive.listing.AuditPace;
import dev.callvault.archive.listing.RunHistory;
import dev.callvault.archive.listing.StreamRun;
import dev.callvault.archive.listing.StreamSource;
import dev.callvault.archive.listing.StreamSources;
import dev.callvault.archive.report.ArchiveSettings;
import dev.callvault.archive.report.ClockWrong;
import dev.callvault.archive.report.Failure;
import dev.callvault.archive.report.RunListener;
import dev.callvault.archive.report.StreamReport;
import dev.callvault.call.LogStream;
import dev.callvault.source.CallService;
import dev.callvault.source.CallSource;
import dev.callvault.source.SourceFailure;
import dev.callvault.store.StoreFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;

/**
 * A round of listing over one stream: alone in its fence, with a clock that is checked, and recorded. If the fence is lost,
 * as when the database server restarts, it begins once more; what was stored is known then.
 */
final class ListingRound {
    private static final int MAX_TRIES = 2;

    private final AccountParts parts;
    private final ArchiveSettings settings;
    private final CallSource source;
    private final RunRecord record;
    private final InstantSource clock;
    private final Map<LogStream, AuditPace> audits = new EnumMap<>(LogStream.class);

    ListingRound(
            AccountParts parts, ArchiveSettings settings, CallSource source, RunRecord record, InstantSource clock) {
        this.parts = parts;
        this.settings = settings;
        this.source = source;
        this.record = record;
        this.clock = clock;
        for (LogStream stream : LogStream.values()) {
            audits.put(stream, new AuditPace());
        }
    }

    /** @param work what the round does, given the open window, see {@link ArchiveSettings#openWindow()} */
    StreamReport of(
            LogStream stream, Duration patience, BiConsumer<StreamRun<?>, Duration> work, RunListener listener) {
        Instant began = clock.instant();
        long before = requests(stream);
        AtomicReference<Optional<StreamRun<?>>> run = new AtomicReference<>(Optional.empty());
        Optional<Failure> failure = Optional.empty();
        try (MeasuredLists lists = new MeasuredLists(new ClockGuard(source, parts.time(clock)), parts.memory())) {
            Runnable task = () -> {
                StreamRun<?> prepared = prepared(stream, lists, began, listener);
                run.set(Optional.of(prepared));
                work.accept(prepared, settings.openWindow());
            };
            if (!isDoneAlone(stream, patience, task)) {
                return StreamReport.leftToOthers(stream.label());
            }
        } catch (SourceFailure broken) {
            failure = Optional.of(Failure.of(broken));
        } catch (StoreFailure broken) {
            failure = Optional.of(Failure.of(broken));
        } catch (ClockWrong wrong) {
            failure = Optional.of(Failure.of(wrong));
        }
        long requests = requests(stream) - before;
        record.ended(stream.label(), began, failure, requests);
        return report(stream, Objects.requireNonNull(run.get()), requests, failure);
    }

    private boolean isDoneAlone(LogStream stream, Duration patience, Runnable task) {
        for (int tries = 1; ; tries++) {
            try {
                return parts.stores().fence().alone(parts.account().id(), stream.label(), patience, task);
            } catch (StoreFailure lost) {
                if (tries == MAX_TRIES || !lost.isOfLostFence()) {
                    throw lost;
                }
            }
        }
    }

    private StreamRun<?> prepared(LogStream stream, CallSource lists, Instant began, RunListener listener) {
        StreamSource<?> streamSource = new StreamSources(
                        lists,
                        parts.lines(),
                        parts.stores().sessionTimes(),
                        parts.account().id())
                .of(stream);
        RunHistory history =
                new RunHistory(record.lastSuccess(stream.label()), Objects.requireNonNull(audits.get(stream)));
        return new StreamRun<>(
                parts.account(),
                streamSource,
                parts.stores().listings(),
                history,
                listener,
                new RunTime(began, parts.time(clock)));
    }

    private static StreamReport report(
            LogStream stream, Optional<StreamRun<?>> run, long requests, Optional<Failure> failure) {
        return run.map(it -> it.report(requests, failure))
                .orElseGet(() -> StreamReport.failed(stream.label(), requests, failure));
    }

    private long requests(LogStream stream) {
        return parts.requests()
                .requests(
                        switch (stream) {
                            case CALLS -> CallService.LOGS;
                            case SESSIONS -> CallService.SESSIONS;
                            case ERRORS -> CallService.ERRORS;
                        });
    }
}
