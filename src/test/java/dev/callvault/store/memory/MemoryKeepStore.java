package dev.callvault.store.memory;

import dev.callvault.store.forget.KeepState;
import dev.callvault.store.forget.KeepStore;
import dev.callvault.store.forget.KeepTerm;
import dev.callvault.store.forget.RecordKind;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long records are kept, in memory, with a clock that replaces the database's; tests tell it what the archive
 * holds.
 */
public final class MemoryKeepStore implements KeepStore {
    private final Map<RecordKind, KeepTerm> terms = new EnumMap<>(RecordKind.class);
    private final InstantSource database;
    private boolean isEmpty = true;
    private @Nullable Instant lastSuccess;

    public MemoryKeepStore(InstantSource database) {
        this.database = database;
    }

    /** The archive holds records from now on. */
    public synchronized void fill() {
        isEmpty = false;
    }

    /** A run succeeded. */
    public synchronized void succeed(Instant at) {
        lastSuccess = at;
    }

    @Override
    public synchronized KeepState read() {
        return new KeepState(
                terms, database.instant().truncatedTo(ChronoUnit.SECONDS), Optional.ofNullable(lastSuccess), isEmpty);
    }

    @Override
    public synchronized boolean change(RecordKind kind, KeepTerm before, KeepTerm after) {
        boolean isUnchanged =
                Objects.requireNonNullElse(terms.get(kind), before).equals(before);
        if (isUnchanged) {
            terms.put(kind, after);
        }
        return isUnchanged;
    }

    @Override
    public Older older(RecordKind kind, Instant than) {
        return new Older(0, Optional.empty(), Optional.empty());
    }
}
