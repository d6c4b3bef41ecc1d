package dev.callvault.store.backup;

import dev.callvault.progress.Progress;
import dev.callvault.store.StoreFailure;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * An archive that is moved to another database, on either side. Nothing is archived at the old place from {@link #begin} on, and
 * nothing at the new one before {@link #accept}: whenever the move is interrupted, one of the two is whole.
 */
public interface MoveStore {
    /** What the archive says of itself; empty for one that nobody moves. */
    Optional<MoveMark> mark();

    /**
     * Makes sure that changes belong here.
     *
     * @throws StoreFailure when the archive is being moved or was moved
     */
    void requireHere();

    /**
     * At the old place: from now on, nothing is archived.
     *
     * @throws RefusedRestore while nodes archive, and when the archive was moved before
     */
    Begun begin(String to, Instant now, String by);

    /**
     * A move that has begun.
     *
     * @param isResumed whether an earlier attempt was interrupted
     */
    record Begun(MoveMark mark, boolean isResumed) {}

    /** At the old place, and last there: the archive is at the new one. */
    void end(MoveMark mark);

    /** At the old place: the archive is used again. */
    void cancel();

    /** What each table holds, of one moment, as a backup would hold it. */
    List<TableSum> sums(Progress progress);

    /** At the new place: makes sure that it answers. */
    void requireReachable();

    /**
     * At the new place: makes sure that it is another one.
     *
     * @throws RefusedRestore when it is the old one
     */
    void requireOther(MoveMark mark);

    /** At the new place: whether everything is there, so that only the end is missing. */
    boolean hasArrived(MoveMark mark);

    /**
     * At the new place: stores everything in one transaction, which ends only if every table holds what is expected.
     *
     * @param expected asked once everything was read
     * @return how many rows
     */
    long receive(BackupSource source, MoveMark mark, Supplier<List<TableSum>> expected, Progress progress);

    /** At the new place, and last: the archive may be used. */
    void accept(MoveMark mark);
}
