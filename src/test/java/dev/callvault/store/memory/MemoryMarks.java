package dev.callvault.store.memory;

import dev.callvault.call.Acknowledgement;
import dev.callvault.call.LogStream;
import dev.callvault.call.TimeWindow;
import dev.callvault.store.status.LossId;
import dev.callvault.store.status.LossId.Kind;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** The numbers of what is missing or doubtful, and what people said about it. */
final class MemoryMarks {
    private static final AtomicLong LAST = new AtomicLong();

    private final Map<Key, Long> numbers = new HashMap<>();
    private final Map<Key, Acknowledgement> acknowledged = new HashMap<>();

    /** @param what distinguishes it within its kind and stream: a time, a log, a row or a call */
    record Key(Kind kind, String stream, Object what) {}

    LossId id(Key key) {
        return new LossId(key.kind(), numbers.computeIfAbsent(key, it -> LAST.incrementAndGet()));
    }

    Optional<Acknowledgement> of(Key key) {
        return Optional.ofNullable(acknowledged.get(key));
    }

    boolean acknowledge(Key key, Acknowledgement how) {
        return acknowledged.putIfAbsent(key, how) == null;
    }

    /** What was lost again counts again. */
    void reopen(Key key) {
        acknowledged.remove(key);
    }

    void move(Key from, Key to) {
        Optional.ofNullable(numbers.remove(from)).ifPresent(it -> numbers.put(to, it));
        Optional.ofNullable(acknowledged.remove(from)).ifPresent(it -> acknowledged.put(to, it));
    }

    /** Unproven time of a stream that was acknowledged, earliest first. */
    Map<TimeWindow, Acknowledgement> unproven(LogStream stream) {
        Map<TimeWindow, Acknowledgement> unproven = new TreeMap<>();
        acknowledged.forEach((key, how) -> {
            if (key.kind() == Kind.UNPROVEN && key.stream().equals(stream.label())) {
                unproven.put((TimeWindow) key.what(), how);
            }
        });
        return unproven;
    }

    /** Time whose doubt was acknowledged stays so however it is cut. */
    void inherit(LogStream stream, TimeWindow part) {
        Map<TimeWindow, Acknowledgement> wholes = unproven(stream);
        if (MemoryLedger.subtract(List.of(part), MemoryLedger.union(wholes.keySet()))
                .isEmpty()) {
            wholes.entrySet().stream()
                    .filter(it -> it.getKey().overlaps(part))
                    .max(Comparator.comparing(it -> it.getValue().at()))
                    .ifPresent(it -> acknowledge(new Key(Kind.UNPROVEN, stream.label(), part), it.getValue()));
        }
    }

    /** Forgets unproven time that is unproven no more. */
    void keepUnproven(LogStream stream, Predicate<TimeWindow> isUnproven) {
        Predicate<Key> isGone = key -> key.kind() == Kind.UNPROVEN
                && key.stream().equals(stream.label())
                && !isUnproven.test((TimeWindow) key.what());
        numbers.keySet().removeIf(isGone);
        acknowledged.keySet().removeIf(isGone);
    }
}
