package dev.callvault.app;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/** Does the same work for many items, a few of them at a time. */
final class Abreast {
    /** Enough that a few accounts waiting for slow providers do not hold up the others. */
    static final int AT_ONCE = 8;

    private Abreast() {}

    /**
     * The results, in the order of the items. An interrupt is passed on to all workers and kept; those that have not begun see
     * it when they begin. An unexpected failure is thrown once the others have ended.
     */
    static <T, R> List<R> each(List<T> all, Function<T, R> work) {
        Semaphore places = new Semaphore(AT_ONCE, true);
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<R>> running = new ArrayList<>();
            for (T one : all) {
                running.add(workers.submit(() -> atAPlace(places, one, work)));
            }
            return results(running, workers);
        }
    }

    private static <T, R> R atAPlace(Semaphore places, T one, Function<T, R> work) {
        boolean isInTurn = enter(places);
        try {
            return work.apply(one);
        } finally {
            if (isInTurn) {
                places.release();
            }
        }
    }

    /** An interrupted worker need not wait for its turn, because its work ends at once. */
    private static boolean enter(Semaphore places) {
        try {
            places.acquire();
            return true;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static <R> List<R> results(List<Future<R>> running, ExecutorService workers) {
        boolean wasInterrupted = false;
        for (Future<R> one : running) {
            while (!one.isDone()) {
                try {
                    var unused = one.get();
                } catch (ExecutionException later) {
                    break;
                } catch (InterruptedException stopping) {
                    wasInterrupted = true;
                    workers.shutdownNow();
                }
            }
        }
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
        return running.stream().map(Abreast::result).toList();
    }

    private static <R> R result(Future<R> done) {
        if (done.state() == Future.State.FAILED) {
            throw new IllegalStateException("an account failed unexpectedly", done.exceptionNow());
        }
        return done.resultNow();
    }
}
