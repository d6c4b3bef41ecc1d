package dev.callvault.archive.bodies;

import dev.callvault.archive.guard.Uninterrupted;
import dev.callvault.archive.report.ArchiveSettings;
import dev.callvault.archive.report.ClockWrong;
import dev.callvault.archive.report.Failure;
import dev.callvault.archive.report.RunListener;
import dev.callvault.call.Account;
import dev.callvault.source.MemoryBudget;
import dev.callvault.source.SourceFailure;
import dev.callvault.store.StoreFailure;
import dev.callvault.store.bodies.BodyOutcome;
import dev.callvault.store.bodies.BodyStore;
import dev.callvault.store.bodies.WantedBody;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Fetches every wanted log of an account, nearest expiry first, with a bounded number of workers on virtual threads.
 * Logs are stored in batches while the next ones are fetched. A failing log never delays the others: it is postponed on
 * its own, longer each time. The round ends early only if the provider does not answer a list request either.
 */
public final class FanOut {
    /** The horizon is not exact, so an expired log gets one more try within this time. */
    private static final Duration GRACE = Duration.ofHours(24);

    private final Account account;
    private final BodyFetcher fetcher;
    private final Reachability reach;
    private final MemoryBudget memory;
    private final BodyStore store;
    private final RunListener listener;
    private final InstantSource clock;
    private final ArchiveSettings settings;
    private final BodySink.Maker sinks;

    public FanOut(
            Account account,
            BodyFetcher fetcher,
            Reachability reach,
            MemoryBudget memory,
            BodyStore store,
            RunListener listener,
            InstantSource clock,
            ArchiveSettings settings,
            BodySink.Maker sinks) {
        this.account = account;
        this.fetcher = fetcher;
        this.reach = reach;
        this.memory = memory;
        this.store = store;
        this.listener = listener;
        this.clock = clock;
        this.settings = settings;
        this.sinks = sinks;
    }

    /**
     * One round over the wanted logs.
     *
     * @param tally counts what the round stores, so that it is known whatever ends the round
     * @param again also requests logs that are not due yet, if they were last requested before this time
     * @param progress the round waits for new calls until these have ended
     * @throws StoreFailure when the fence was lost, or the database failed outside of the workers
     */
    public void drain(BodyTally tally, Instant again, ListingProgress progress) {
        store.freeLeftovers(account.id(), settings.node());
        Claims claims = new Claims(account.id(), store, clock, settings.node(), again, progress);
        Settlement settlement =
                new Settlement(batch -> store.settle(account.id(), settings.node(), batch, clock.instant()), clock);
        BodySink writer = sinks.open(
                outcomes -> {
                    List<BodyOutcome> stored = settlement.settle(outcomes);
                    tally.count(stored);
                    listener.settled(account, stored);
                },
                claims::settled);
        LeaseRenewal heart = new LeaseRenewal("claims", Claims.RENEWED_EVERY, claims::renew);
        try (heart) {
            work(claims, writer).ifPresent(tally::failed);
        } finally {
            Uninterrupted.run(claims::giveBack);
        }
        Uninterrupted.run(() -> writeDownLost(tally));
    }

    /**
     * Records expired logs as lost. They were the most urgent, so this round has requested them. Needs a confirmed
     * clock.
     */
    private void writeDownLost(BodyTally tally) {
        fetcher.confirmedTime().ifPresent(it -> tally.lost(store.recordExpired(account.id(), it, GRACE)));
        store.moveWatermark(account.id(), clock.instant());
    }

    private Optional<Failure> work(Claims claims, BodySink writer) {
        try (writer;
                ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < settings.concurrency(); i++) {
                running.add(workers.submit(() -> fetchUntilNothingIsLeft(claims, writer)));
            }
            return await(running, claims, workers);
        }
    }

    private void fetchUntilNothingIsLeft(Claims claims, BodySink writer) {
        for (Optional<WantedBody> next = claims.next(); next.isPresent(); next = claims.next()) {
            fetchOne(next.get(), writer);
        }
    }

    private void fetchOne(WantedBody wanted, BodySink writer) {
        MemoryBudget.Reservation reserved = memory.reserve();
        try {
            BodyFetcher.Attempt attempt = fetcher.fetch(wanted, reserved);
            if (attempt.isPerhapsOfProvider()) {
                Optional<SourceFailure> away = reach.afterTrouble();
                if (away.isPresent()) {
                    putOff(attempt.outcome(), away.get(), writer, reserved);
                    throw away.get();
                }
            } else {
                reach.answered();
            }
            writer.put(attempt.outcome(), reserved);
        } catch (RuntimeException failure) {
            reserved.close();
            throw failure;
        }
    }

    /**
     * Postpones a log because the provider's lists fail, too. An expired log has one last try; this does not use it up.
     */
    private void putOff(BodyOutcome met, SourceFailure away, BodySink writer, MemoryBudget.Reservation reserved) {
        boolean isAnswering = away instanceof SourceFailure.ServerTrouble || away instanceof SourceFailure.Unreadable;
        if (isAnswering && clock.instant().isBefore(met.wanted().expiresAt())) {
            writer.put(fetcher.putOff(met, away), reserved);
        }
    }

    /** The first failure that is not about a single log ends the round; the other workers finish their current log. */
    private static Optional<Failure> await(List<Future<?>> running, Claims claims, ExecutorService workers) {
        Optional<ExecutionException> first = Optional.empty();
        for (Future<?> worker : running) {
            try {
                worker.get();
            } catch (ExecutionException failed) {
                claims.stop();
                first = first.or(() -> Optional.of(failed));
            } catch (InterruptedException stopping) {
                claims.stop();
                workers.shutdownNow();
                Thread.currentThread().interrupt();
                return first.map(FanOut::failure).or(() -> Optional.of(Failure.of(new SourceFailure.Interrupted())));
            }
        }
        return first.map(FanOut::failure);
    }

    private static Failure failure(ExecutionException failed) {
        if (failed.getCause() instanceof SourceFailure failure) {
            return Failure.of(failure);
        }
        if (failed.getCause() instanceof StoreFailure failure) {
            if (failure.isOfLostFence()) {
                throw failure; // the round may begin anew
            }
            return Failure.of(failure);
        }
        if (failed.getCause() instanceof ClockWrong wrong) {
            return Failure.of(wrong);
        }
        throw new IllegalStateException("a worker failed unexpectedly", failed);
    }
}
