package dev.callvault.store.memory;

import dev.callvault.call.AccountId;
import dev.callvault.store.coordination.Fence;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** Fences within this process; an exception of any kind releases them. */
final class MemoryFence implements Fence {
    private final Set<String> held = new HashSet<>();

    @Override
    public boolean alone(AccountId account, String work, Duration patience, Runnable task) {
        String name = account + " " + work;
        if (!enter(name, patience)) {
            return false;
        }
        try {
            task.run();
        } finally {
            leave(name);
        }
        return true;
    }

    synchronized boolean isHeld(AccountId account, String work) {
        return held.contains(account + " " + work);
    }

    private synchronized boolean enter(String name, Duration patience) {
        long until = System.nanoTime() + patience.toNanos();
        while (held.contains(name)) {
            long left = (until - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            try {
                wait(left);
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return held.add(name);
    }

    private synchronized void leave(String name) {
        held.remove(name);
        notifyAll();
    }
}
