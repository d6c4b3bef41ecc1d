package dev.callvault.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callvault.Proof;
import dev.callvault.app.nodes.Nodes;
import dev.callvault.config.DatabaseSettings;
import dev.callvault.config.Settings;
import dev.callvault.progress.Progress;
import dev.callvault.store.StoreFailure;
import dev.callvault.store.backup.MoveMark;
import dev.callvault.store.backup.RefusedRestore;
import dev.callvault.store.coordination.Node;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An archive is at one place, and archived there only, however its move ends. */
class MoveTest {
    private static final String MARK = "SELECT coalesce(obj_description('archive'::regnamespace, 'pg_namespace'), '')";

    private static Settings at(Scene scene, DatabaseSettings database) {
        Settings settings = scene.settings();
        return settings.at(Optional.of(database), settings.dataDir());
    }

    private static Move.Moved move(Scene scene, DatabaseSettings database) {
        return move(scene, database, Progress.NONE);
    }

    private static Move.Moved move(Scene scene, DatabaseSettings database, Progress progress) {
        try (Callvault source = scene.callvault();
                Callvault target = new Callvault(at(scene, database), scene.clock)) {
            source.tell(progress);
            return source.move().to(target, database.url());
        }
    }

    private static Archived look(Scene scene, DatabaseSettings database) {
        return new Archived(database, scene.simulator.truth(), scene.clock);
    }

    private static Optional<MoveMark> mark(Scene scene) {
        try (Callvault callvault = scene.callvault()) {
            return callvault.move().mark();
        }
    }

    private static void cancel(Scene scene) {
        try (Callvault callvault = scene.callvault()) {
            assertThat(callvault.move().cancel()).isPresent();
        }
    }

    @Test
    void a_moved_archive_is_the_same_there_and_refuses_to_archive_here() {
        DatabaseSettings target = TestServer.emptyDatabase();
        try (Scene scene = Scene.small()) {
            scene.archive();
            long idle = scene.archive().requests();

            Move.Moved moved = move(scene, target);

            Archived there = look(scene, target);
            assertThat(moved.rows().orElse(0L)).isPositive();
            SameArchive.assertSame(scene.archived, there);
            assertThat(mark(scene)).contains(moved.mark()).get().matches(MoveMark::isMoved);
            assertThat(there.rows(MARK)).containsExactly("");
            long logs = scene.simulator.requests().logs();
            assertThat(scene.archive(at(scene, target)).requests()).isEqualTo(idle);
            assertThat(scene.simulator.requests().logs()).isEqualTo(logs);
            assertThatThrownBy(scene::archive)
                    .isInstanceOf(StoreFailure.class)
                    .hasMessageContaining("was moved to " + target.url());
            try (Callvault callvault = scene.callvault()) {
                assertThatThrownBy(() -> callvault.erase("2125551234", false, null))
                        .hasMessageContaining("nothing is stored here any more");
                assertThat(callvault.status()).isNotEmpty();
            }
            assertThatThrownBy(() -> move(scene, TestServer.emptyDatabase()))
                    .isInstanceOf(RefusedRestore.class)
                    .hasMessageContaining("'callvault move --cancel'");

            cancel(scene);

            assertThat(scene.archive().isIncomplete()).isFalse();
        }
    }

    /** As after a SIGKILL between the two last steps. */
    @Test
    @Proof
    void a_move_that_was_interrupted_before_its_end_is_ended_by_the_next() {
        DatabaseSettings target = TestServer.emptyDatabase();
        try (Scene scene = Scene.small()) {
            scene.archive();
            MoveMark mark = move(scene, target).mark();
            Archived there = look(scene, target);
            scene.archived.execute("COMMENT ON SCHEMA archive IS '"
                    + scene.archived.rows(MARK).getFirst().replace("moved", "moving") + "'");
            there.execute("COMMENT ON SCHEMA archive IS 'callvault: all has arrived of move " + mark.token() + "'");
            assertThatThrownBy(() -> scene.archive(at(scene, target))).hasMessageContaining("not given up at its old");
            assertThatThrownBy(scene::archive).hasMessageContaining("is being moved to");

            assertThat(move(scene, target).rows()).isEmpty();

            assertThat(mark(scene)).get().matches(MoveMark::isMoved);
            assertThat(scene.archive(at(scene, target)).isIncomplete()).isFalse();
        }
    }

    @Test
    @Proof
    void what_changes_meanwhile_is_found_and_the_archive_stays() {
        DatabaseSettings target = TestServer.emptyDatabase();
        try (Scene scene = Scene.small()) {
            scene.archive();
            Progress changing = (what, noun) -> {
                if (what.equals("comparing")) {
                    scene.archived.execute("UPDATE archive.calls SET ended_at = ended_at + interval '1 second'"
                            + " WHERE log_id = (SELECT min(log_id) FROM archive.calls)");
                }
                return Progress.Part.NONE;
            };

            assertThatThrownBy(() -> move(scene, target, changing))
                    .isInstanceOf(StoreFailure.class)
                    .hasMessageContaining("the archive changed while it was moved: calls has other rows");

            assertThat(mark(scene)).isEmpty();
            Archived there = look(scene, target);
            assertThat(there.count("SELECT count(*) FROM archive.accounts")).isZero();
            assertThatThrownBy(() -> scene.archive(at(scene, target))).hasMessageContaining("being restored");
            assertThat(scene.archive().isIncomplete()).isFalse();
            move(scene, target);
            SameArchive.assertSame(scene.archived, there);
        }
    }

    @Test
    void neither_onto_itself_nor_onto_another_archive_nor_under_a_node() {
        DatabaseSettings other = TestServer.freshDatabase();
        try (Scene scene = Scene.small();
                Scene another = Scene.small(other)) {
            scene.archive();
            another.archive();

            assertThatThrownBy(() -> move(scene, scene.database()))
                    .isInstanceOf(RefusedRestore.class)
                    .hasMessageContaining("the target is the archive itself");
            assertThatThrownBy(() -> move(scene, other))
                    .isInstanceOf(RefusedRestore.class)
                    .hasMessageStartingWith("the archive is not empty");
            try (Callvault callvault = scene.callvault()) {
                var node = Nodes.node(scene.settings(), Node.Kind.DAEMON);
                callvault.postgres().nodes().beat(node, scene.clock.instant());
                assertThatThrownBy(() -> move(scene, TestServer.emptyDatabase()))
                        .isInstanceOf(RefusedRestore.class)
                        .hasMessageStartingWith("still archiving: test");
                callvault.postgres().nodes().leave(node.id());
            }
            assertThat(mark(scene)).isEmpty();
        }
    }

    @Test
    void a_target_that_is_away_leaves_everything_as_it_is() {
        try (Scene scene = Scene.small()) {
            DatabaseSettings away = new DatabaseSettings(
                    "jdbc:postgresql://127.0.0.1:1/callvault",
                    "callvault",
                    scene.database().password());

            assertThatThrownBy(() -> move(scene, away))
                    .isInstanceOfSatisfying(
                            StoreFailure.class, it -> assertThat(it.hint()).contains("'callvault move'"));
            assertThat(mark(scene)).isEmpty();
            DatabaseSettings missing = new DatabaseSettings(
                    scene.database().url().replaceFirst("/[^/?]+([?]|$)", "/no_such_database$1"),
                    scene.database().username(),
                    scene.database().password());
            assertThatThrownBy(() -> move(scene, missing))
                    .isInstanceOfSatisfying(
                            StoreFailure.class, it -> assertThat(it.hint()).endsWith("with the name in --to."));
            assertThat(mark(scene)).isEmpty();

            scene.archived.execute(
                    "COMMENT ON SCHEMA archive IS 'callvault: moving (move t) at 2026-11-20T20:10:30Z to x by me'");
            assertThatThrownBy(() -> move(scene, away)).isInstanceOf(StoreFailure.class);
            assertThat(mark(scene))
                    .as("nobody knows what an earlier attempt has left")
                    .isPresent();
            cancel(scene);
            assertThat(mark(scene)).isEmpty();
        }
    }
}
