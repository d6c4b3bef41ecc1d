package dev.callvault.app;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/** Does the same for many, a few at once. */
final class Abreast {
    /** Enough that some that wait for their providers keep none of the others waiting. */
    static final int AT_ONCE = 8;

    private Abreast() {}

    /**
     * The results, in the order of what they are of. An interrupt is handed on to all of them, and kept; those that had not
     * begun find it when they do. One that fails unexpectedly does so once the others have ended.
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

    /** Whoever is interrupted need not wait: what it does ends at once. */
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
