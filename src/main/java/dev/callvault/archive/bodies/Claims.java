package dev.callvault.archive.bodies;

import dev.callvault.call.AccountId;
import dev.callvault.call.LogId;
import dev.callvault.store.bodies.BodyOutcome;
import dev.callvault.store.bodies.BodyStore;
import dev.callvault.store.bodies.WantedBody;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** The wanted logs that this round has claimed, handed to its workers one by one. Safe for use by many threads. */
final class Claims {
    private static final int FEWEST_AT_ONCE = 8;
    private static final int MAX_AT_ONCE = 512;
    /**
     * Other nodes take over a hanging node's claims after this time, and it drops them by then. A live node keeps
     * renewing.
     */
    private static final Duration HELD_FOR = Duration.ofSeconds(50);

    static final Duration RENEWED_EVERY = Duration.ofSeconds(15);
    /** How long a batch of claims should take: long enough to be cheap, short enough for another node to take over. */
    private static final Duration LASTS = Duration.ofSeconds(5);

    private final AccountId account;
    private final BodyStore store;
    private final InstantSource clock;
    private final String node;
    private final Instant again;
    private final ListingProgress progress;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<WantedBody> claimed = new ArrayDeque<>();
    /** Claimed but not settled yet. */
    private final Set<LogId> held = new HashSet<>();
    /** The start of the round; no log is requested twice in one round. */
    private final Instant began;

    private Instant claimedAt;
    private Instant heldUntil = Instant.MAX;
    private int atOnce = FEWEST_AT_ONCE;
    /** Of this round only: another may begin while calls are still being listed. */
    private volatile boolean isStopped;

    Claims(
            AccountId account,
            BodyStore store,
            InstantSource clock,
            String node,
            Instant again,
            ListingProgress progress) {
        this.account = account;
        this.store = store;
        this.clock = clock;
        this.node = node;
        this.again = again;
        this.progress = progress;
        this.began = clock.instant();
        this.claimedAt = began;
    }

    /** The next log to request; empty when none is left and none will come, or when the round was stopped. */
    Optional<WantedBody> next() {
        Optional<WantedBody> next;
        long seen;
        do {
            seen = progress.count();
            next = take();
        } while (next.isEmpty() && progress.awaitMoreThan(seen, () -> isStopped));
        return next;
    }

    private Optional<WantedBody> take() {
        lock.lock();
        try {
            if (isStopped || progress.isCalledOff()) {
                return Optional.empty();
            }
            if (clock.instant().isAfter(heldUntil.minus(LASTS))) {
                dropClaimed();
            }
            if (claimed.isEmpty()) {
                refill();
            }
            return Optional.ofNullable(claimed.poll());
        } finally {
            lock.unlock();
        }
    }

    private void dropClaimed() {
        List<LogId> dropped = claimed.stream().map(WantedBody::logId).toList();
        store.giveBack(account, node, dropped);
        dropped.forEach(held::remove);
        claimed.clear();
    }

    /**
     * Renews the claims, since a provider can keep workers waiting for long. Drops those that another node has taken
     * over.
     */
    void renew() {
        lock.lock();
        try {
            if (!held.isEmpty()) {
                heldUntil = clock.instant().plus(HELD_FOR);
                held.retainAll(store.renew(account, node, held, heldUntil));
                claimed.removeIf(it -> !held.contains(it.logId()));
            }
        } finally {
            lock.unlock();
        }
    }

    private void refill() {
        Instant now = clock.instant();
        boolean wasQuick = now.isBefore(claimedAt.plus(LASTS));
        atOnce = Math.clamp(wasQuick ? atOnce * 4L : atOnce / 2, FEWEST_AT_ONCE, MAX_AT_ONCE);
        claimedAt = now;
        heldUntil = now.plus(HELD_FOR);
        List<WantedBody> more = store.claim(account, new BodyStore.Claim(atOnce, node, now, began, heldUntil, again));
        more.forEach(it -> held.add(it.logId()));
        claimed.addAll(more);
    }

    /** Ends the round after the logs being fetched now, and wakes workers that wait for more calls. */
    void stop() {
        isStopped = true;
        progress.wake();
    }

    /** These outcomes are stored, so their claims end. */
    void settled(List<BodyOutcome> outcomes) {
        lock.lock();
        try {
            outcomes.forEach(it -> held.remove(it.wanted().logId()));
        } finally {
            lock.unlock();
        }
    }

    /** Releases unsettled claims, so that the next round, on any node, need not wait for them to end. */
    void giveBack() {
        stop();
        lock.lock();
        try {
            store.giveBack(account, node, held);
            held.clear();
        } finally {
            lock.unlock();
        }
    }
}
