package dev.callvault.cli.progress;

import dev.callvault.progress.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** A part of the work, and how fast it was lately. Told by any thread, looked at by one. */
final class ShownPart implements Progress.Part {
    /** The rate is that of so long: a provider that slows down is seen within a minute. */
    private static final Duration LATELY = Duration.ofMinutes(1);

    private static final long UNKNOWN = -1;

    private final String what;
    private final String noun;
    private final Instant began;
    private final Consumer<ShownPart> whenClosed;
    private final AtomicLong told = new AtomicLong();
    private final Deque<Look> looks = new ArrayDeque<>();
    private volatile long all = UNKNOWN;
    private volatile LongSupplier done = told::get;

    ShownPart(String what, String noun, Instant began, Consumer<ShownPart> whenClosed) {
        this.what = what;
        this.noun = noun;
        this.began = began;
        this.whenClosed = whenClosed;
        looks.add(new Look(began, 0));
    }

    private record Look(Instant at, long done) {}

    @Override
    public void did(long more) {
        told.addAndGet(more);
    }

    @Override
    public void of(long total) {
        all = total;
    }

    @Override
    public void follow(LongSupplier counter) {
        done = counter;
    }

    @Override
    public void close() {
        whenClosed.accept(this);
    }

    /** Whether it is known how much is left, and something is. */
    boolean isMeasured() {
        return all > done.getAsLong();
    }

    /** How it stands now. */
    Standing look(Instant now) {
        long count = done.getAsLong();
        looks.add(new Look(now, count));
        while (looks.size() > 2 && looks.getFirst().at().isBefore(now.minus(LATELY))) {
            looks.removeFirst();
        }
        return new Standing(
                what, noun, count, isMeasured() ? OptionalLong.of(all) : OptionalLong.empty(), rate(), since(now));
    }

    private Duration since(Instant now) {
        return Duration.between(began, now);
    }

    /** How many a second; empty if none came lately. */
    private Optional<Double> rate() {
        Look first = looks.getFirst();
        Look last = looks.getLast();
        double seconds = Duration.between(first.at(), last.at()).toMillis() / 1000.0;
        long came = last.done() - first.done();
        return seconds > 0 && came > 0 ? Optional.of(came / seconds) : Optional.empty();
    }
}
