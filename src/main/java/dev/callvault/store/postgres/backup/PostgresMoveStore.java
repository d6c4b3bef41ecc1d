package dev.callvault.store.postgres.backup;

import dev.callvault.progress.Progress;
import dev.callvault.store.StoreFailure;
import dev.callvault.store.backup.BackupSource;
import dev.callvault.store.backup.MoveMark;
import dev.callvault.store.backup.MoveStore;
import dev.callvault.store.backup.RefusedRestore;
import dev.callvault.store.backup.TableSum;
import dev.callvault.store.postgres.coordination.SelectNodes;
import dev.callvault.store.postgres.sql.SchemaMark;
import dev.callvault.store.postgres.sql.Transactions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Moves of an archive on PostgreSQL, by its owner. */
public final class PostgresMoveStore implements MoveStore {
    private static final String LIVE = "SELECT DISTINCT name FROM archive.nodes WHERE " + SelectNodes.IS_LIVE;

    private static final String LOOK = "look at the target";

    private final Transactions owner;
    private final PostgresBackupStore backups;

    public PostgresMoveStore(Transactions owner) {
        this.owner = owner;
        this.backups = new PostgresBackupStore(owner);
    }

    @Override
    public Optional<MoveMark> mark() {
        return owner.inOne("look where the archive is", SchemaMark::moveOf);
    }

    @Override
    public void requireHere() {
        owner.run("look where the archive is", SchemaMark::requireHere);
    }

    @Override
    public Begun begin(String to, Instant now, String by) {
        return owner.inOne("mark the archive", dsl -> {
            // a node that comes now waits here, and then sees the mark
            dsl.execute("LOCK TABLE archive.nodes IN EXCLUSIVE MODE");
            Optional<MoveMark> earlier = SchemaMark.moveOf(dsl);
            earlier.filter(MoveMark::isMoved).ifPresent(it -> {
                throw new RefusedRestore("this archive was moved to " + it.to() + " at " + it.at()
                        + "; 'callvault move --cancel' lets it be used again");
            });
            List<String> nodes = dsl.fetch(LIVE).getValues(0, String.class);
            if (!nodes.isEmpty()) {
                throw new RefusedRestore("still archiving: " + String.join(", ", nodes)
                        + "; stop every daemon first (one that was killed is noticed after a minute)");
            }
            String token = earlier.map(MoveMark::token)
                    .orElseGet(() -> UUID.randomUUID().toString());
            MoveMark mark = new MoveMark(MoveMark.Stage.MOVING, token, to, now, by);
            SchemaMark.move(dsl, mark);
            return new Begun(mark, earlier.isPresent());
        });
    }

    @Override
    public void end(MoveMark mark) {
        owner.run("mark the archive as moved", dsl -> {
            dsl.execute("LOCK TABLE archive.nodes IN EXCLUSIVE MODE");
            if (!SchemaMark.moveOf(dsl)
                    .filter(it -> it.token().equals(mark.token()) && it.to().equals(mark.to()))
                    .isPresent()) {
                throw new StoreFailure(
                        "another 'callvault move' was at work, or this one was cancelled",
                        "The copy is not used. Run 'callvault status' to see where the archive is.",
                        new IllegalStateException(mark.token()));
            }
            SchemaMark.move(dsl, mark.ended());
        });
    }

    @Override
    public void cancel() {
        owner.run("use the archive again", dsl -> SchemaMark.moveOf(dsl).ifPresent(it -> SchemaMark.remove(dsl)));
    }

    @Override
    public List<TableSum> sums(Progress progress) {
        try (Progress.Part told = progress.begin("comparing", "row")) {
            return owner.patiently("read what was moved", dsl -> {
                dsl.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
                return SumTables.fetch(dsl, told);
            });
        }
    }

    @Override
    public void requireReachable() {
        owner.run(LOOK, dsl -> dsl.selectOne().fetch());
    }

    @Override
    public void requireOther(MoveMark mark) {
        boolean isSame = owner.inOne(LOOK, SchemaMark::moveOf)
                .filter(it -> it.token().equals(mark.token()))
                .isPresent();
        if (isSame) {
            throw new RefusedRestore("the target is the archive itself; name another database");
        }
    }

    @Override
    public boolean hasArrived(MoveMark mark) {
        return owner.inOne(LOOK, dsl -> SchemaMark.hasArrived(dsl, mark.token()));
    }

    @Override
    public long receive(BackupSource source, MoveMark mark, Supplier<List<TableSum>> expected, Progress progress) {
        return backups.loading(progress, (load, dsl) -> {
            long rows = load.all(source);
            requireSame(expected.get(), SumTables.fetch(dsl, Progress.Part.NONE));
            SchemaMark.arrived(dsl, mark.token());
            return rows;
        });
    }

    private static void requireSame(List<TableSum> expected, List<TableSum> found) {
        for (int i = 0; i < expected.size(); i++) {
            TableSum one = expected.get(i);
            TableSum other = found.get(i);
            if (!one.equals(other)) {
                throw new StoreFailure(
                        "the archive changed while it was moved: " + one.table() + " has "
                                + (one.rows() == other.rows()
                                        ? "other rows"
                                        : one.rows() + " rows, not " + other.rows()),
                        "Nothing was moved. Make sure that nothing else uses the archive, and run 'callvault move' again.",
                        new IllegalStateException(one.table()));
            }
        }
    }

    @Override
    public void accept(MoveMark mark) {
        owner.run("use the archive at its new place", dsl -> {
            if (SchemaMark.hasArrived(dsl, mark.token())) {
                SchemaMark.remove(dsl);
            }
        });
    }
}
