package dev.callvault.app;

import dev.callvault.app.nodes.Nodes;
import dev.callvault.archive.guard.Uninterrupted;
import dev.callvault.progress.Progress;
import dev.callvault.report.backup.BackupReader;
import dev.callvault.report.backup.BackupWriter;
import dev.callvault.store.StoreFailure;
import dev.callvault.store.backup.BackupStore;
import dev.callvault.store.backup.BackupTotals;
import dev.callvault.store.backup.DamagedBackup;
import dev.callvault.store.backup.MoveMark;
import dev.callvault.store.backup.MoveStore;
import dev.callvault.store.backup.TableSum;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Moves the archive to another database, by the stream of a backup that is restored at once. It is marked first, so that nothing is
 * archived meanwhile; then copied and compared within one transaction of the target; then given up here, and only then accepted
 * there. After an interruption between any two of these, the same move continues, or is cancelled.
 */
public final class Move {
    /** How far the two sides may be apart, in bytes. */
    private static final int PIPE = 1 << 20;

    private final MoveStore here;
    private final BackupStore archive;
    private final Runnable cancelStatements;
    private final String user;
    private final Clock clock;
    private final Progress progress;

    /**
     * What was moved.
     *
     * @param rows empty when an earlier attempt had moved them
     */
    public record Moved(MoveMark mark, Optional<Long> rows) {}

    Move(MoveStore here, BackupStore archive, Runnable cancelStatements, String user, Clock clock, Progress progress) {
        this.here = here;
        this.archive = archive;
        this.cancelStatements = cancelStatements;
        this.user = user;
        this.clock = clock;
        this.progress = progress;
    }

    /** Where the archive was moved to, or is being moved; empty when it is not. */
    public Optional<MoveMark> mark() {
        return here.mark();
    }

    /**
     * The archive stays here, or is used here again.
     *
     * @return what was cancelled; empty when there was nothing
     */
    public Optional<MoveMark> cancel() {
        Optional<MoveMark> mark = here.mark();
        here.cancel();
        return mark;
    }

    /**
     * Moves it, or ends a move that was interrupted.
     *
     * @param address of the target, for people
     */
    public Moved to(Callvault target, String address) {
        MoveStore there = reached(target);
        MoveStore.Begun begun = here.begin(address, now(), user);
        MoveMark mark = begun.mark();
        Optional<Long> rows;
        try {
            there.requireOther(mark);
            rows = there.hasArrived(mark) ? Optional.empty() : Optional.of(copied(target, there, mark));
        } catch (RuntimeException failure) {
            if (!begun.isResumed()) {
                stay(there, mark, failure);
            }
            throw failure instanceof StoreFailure store ? store.anew("move") : failure;
        }
        here.end(mark);
        there.accept(mark);
        target.migrate();
        return new Moved(mark.ended(), rows);
    }

    /** Before anything is marked: one that does not answer is a mistake in its address or login more often than not. */
    private static MoveStore reached(Callvault target) {
        MoveStore there = target.postgres().moves();
        try {
            there.requireReachable();
            return there;
        } catch (StoreFailure failure) {
            throw failure.advising(failure.hint()
                            .replace(
                                    "database.username and database.password",
                                    "CALLVAULT_TARGET_USERNAME and CALLVAULT_TARGET_PASSWORD")
                            .replace("database.url", "--to"))
                    .anew("move");
        }
    }

    /** Only if the target is known to be incomplete: otherwise the next attempt has to end what this one has begun. */
    private void stay(MoveStore there, MoveMark mark, RuntimeException failure) {
        try {
            Uninterrupted.run(() -> {
                if (!there.hasArrived(mark)) {
                    here.cancel();
                }
            });
        } catch (StoreFailure away) {
            failure.addSuppressed(away);
        }
    }

    @SuppressWarnings("try") // closed early, so that the other side notices
    private long copied(Callvault target, MoveStore there, MoveMark mark) {
        try (PipedInputStream in = new PipedInputStream(PIPE)) {
            PipedOutputStream out = new PipedOutputStream(in);
            FutureTask<List<TableSum>> sent = new FutureTask<>(() -> send(out));
            Thread.ofPlatform().name("callvault move").start(sent);
            try {
                BackupReader source = new BackupReader(in, "what is moved");
                target.backups().prepare(source.contents());
                long rows = there.receive(source, mark, () -> sums(sent), Progress.NONE);
                sums(sent);
                return rows;
            } catch (RuntimeException failure) {
                in.close(); // the other side notices as soon as it writes
                cancelStatements.run();
                throw first(failure, sent);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private List<TableSum> send(OutputStream out) throws IOException {
        try (out) {
            BackupWriter writer = BackupWriter.passing(out, "what is moved", Nodes.program());
            BackupTotals totals = archive.write(now(), writer, progress);
            writer.finish(totals, now());
        }
        return here.sums(progress);
    }

    private static List<TableSum> sums(FutureTask<List<TableSum>> sent) {
        try {
            return sent.get();
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException(failure.getCause());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new CancellationException("stopped");
        }
    }

    /** A stream that ends too early does so because the other side has failed, which says more. */
    private static RuntimeException first(RuntimeException failure, FutureTask<List<TableSum>> sent) {
        if (failure instanceof DamagedBackup) {
            try {
                Uninterrupted.run(() -> sums(sent));
            } catch (StoreFailure earlier) {
                return earlier;
            } catch (RuntimeException later) {
                failure.addSuppressed(later);
            }
        }
        return failure;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
