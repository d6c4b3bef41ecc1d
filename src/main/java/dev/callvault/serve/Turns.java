package dev.callvault.serve;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whose password is hashed next: one at a time, since a hash takes a processor that archiving needs. Whoever guesses in great
 * numbers waits behind themselves:
 *
 * <ul>
 *   <li>each lane (an address and a user's name) has its turn after the others;
 *   <li>within a lane, the newest and the oldest alternate: after a burst of guesses the next visitor is served at once, and
 *       those who guess without end cannot push aside who waits;
 *   <li>a password that has probably been right before goes first.
 * </ul>
 *
 * Safe for many threads.
 */
final class Turns {
    /** A visitor has long given up when this many others wait. */
    static final int MAX_WAITING = 1_000;

    private final Map<String, Lane> lanes = new LinkedHashMap<>();
    private final Deque<CompletableFuture<Boolean>> first = new ArrayDeque<>();
    private boolean isBusy;
    private int waiting;

    /** Those who wait in a lane, oldest first. */
    private static final class Lane {
        final Deque<CompletableFuture<Boolean>> tickets = new ArrayDeque<>();
        boolean isOldestNext;
    }

    /** How many wait for their turn. */
    synchronized int waiting() {
        return waiting;
    }

    /**
     * Does work when it is its turn.
     *
     * @param isProbablyRight whether it goes first
     * @throws TooManyGuesses when too many wait, and it is this one that must go
     */
    boolean take(String lane, boolean isProbablyRight, BooleanSupplier work) {
        if (!enter(lane, isProbablyRight).join()) {
            throw new TooManyGuesses();
        }
        try {
            return work.getAsBoolean();
        } finally {
            leave();
        }
    }

    private synchronized CompletableFuture<Boolean> enter(String lane, boolean isProbablyRight) {
        CompletableFuture<Boolean> ticket = new CompletableFuture<>();
        if (!isBusy) {
            isBusy = true;
            ticket.complete(true);
            return ticket;
        }
        (isProbablyRight ? first : lanes.computeIfAbsent(lane, it -> new Lane()).tickets).addLast(ticket);
        waiting++;
        if (waiting > MAX_WAITING) {
            turnAway();
        }
        return ticket;
    }

    /** The one who has waited longest where most wait. */
    private void turnAway() {
        lanes.values().stream()
                .max(Comparator.comparingInt(it -> it.tickets.size()))
                .map(it -> it.tickets.pollFirst())
                .ifPresent(ticket -> {
                    waiting--;
                    ticket.complete(false);
                });
    }

    private synchronized void leave() {
        @Nullable CompletableFuture<Boolean> next = next();
        isBusy = next != null;
        if (next != null) {
            waiting--;
            next.complete(true);
        }
    }

    private @Nullable CompletableFuture<Boolean> next() {
        if (!first.isEmpty()) {
            return first.pollFirst();
        }
        while (!lanes.isEmpty()) {
            Map.Entry<String, Lane> turn = lanes.entrySet().iterator().next();
            lanes.remove(turn.getKey());
            Lane lane = turn.getValue();
            @Nullable
            CompletableFuture<Boolean> next = lane.isOldestNext ? lane.tickets.pollFirst() : lane.tickets.pollLast();
            lane.isOldestNext = !lane.isOldestNext;
            if (!lane.tickets.isEmpty()) {
                lanes.put(turn.getKey(), lane);
            }
            if (next != null) {
                return next;
            }
        }
        return null;
    }
}
