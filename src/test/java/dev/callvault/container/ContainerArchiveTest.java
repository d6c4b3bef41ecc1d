package dev.callvault.container;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.Proof;
import dev.callvault.app.Scene;
import dev.callvault.app.TestDatabases;
import dev.callvault.archive.report.RunReport;
import dev.callvault.call.Account;
import dev.callvault.call.AccountId;
import dev.callvault.config.DatabaseSettings;
import dev.callvault.simulator.Fault;
import dev.callvault.store.bodies.BodyStore;
import dev.callvault.store.bodies.BodyStore.Claim;
import dev.callvault.store.bodies.WantedBody;
import dev.callvault.store.coordination.Fence;
import dev.callvault.store.postgres.PostgresArchive;
import dev.callvault.store.postgres.server.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The archive on PostgreSQL servers as people run them, in containers: other majors and builds than the embedded one. What
 * depends on the server is tried: migrations, a whole archive, claims and fences.
 */
@Proof
@ParameterizedClass(name = "{0}")
@MethodSource("dev.callvault.container.ContainerServer#images")
class ContainerArchiveTest {
    private static final Duration AT_ONCE = Duration.ZERO;
    private static final int PATIENCE_SECONDS = 600;

    @Parameter
    @SuppressWarnings("NullAway.Init")
    private String image;

    @SuppressWarnings("NullAway.Init")
    private ContainerServer server;

    @BeforeEach
    void start() {
        server = ContainerServer.of(image);
    }

    @Test
    void the_server_is_the_one_that_the_image_promises() {
        try (Database database = TestDatabases.open(server.databases().fresh())) {
            assertThat(Integer.toString(database.facts().majorVersion())).isEqualTo(server.majorOfTag());
        }
    }

    @Test
    void migrates_an_empty_database_once() {
        try (Database database = TestDatabases.open(server.databases().empty())) {
            assertThat(database.migrate()).isPositive();
            assertThat(database.migrate()).isZero();
        }
    }

    @Test
    void archives_an_account_whole_and_the_second_pass_writes_nothing() {
        try (Scene scene = Scene.small(server.databases().fresh())) {
            RunReport report = scene.archive();

            assertThat(report.failures()).isEmpty();
            assertThat(report.isIncomplete()).isFalse();
            scene.archived.equalsTheTruth();
            String tuples = "SELECT tableoid, ctid, xmin FROM archive.%s ORDER BY 1, 2";
            List<String> calls = scene.archived.rows(tuples.formatted("calls"));
            List<String> sessions = scene.archived.rows(tuples.formatted("sessions"));

            scene.archive();

            assertThat(scene.archived.rows(tuples.formatted("calls"))).isEqualTo(calls);
            assertThat(scene.archived.rows(tuples.formatted("sessions"))).isEqualTo(sessions);
        }
    }

    /** The embedded server was built without lz4; Debian's and the official images were built with it. */
    @Test
    void bodies_are_compressed_by_the_best_that_the_server_has() {
        DatabaseSettings fresh = server.databases().fresh();
        try (Scene scene = Scene.small(fresh);
                Database database = TestDatabases.open(fresh)) {
            scene.archive();

            String compression = database.facts().hasLz4() ? "lz4" : "pglz";
            assertThat(scene.archived.rows("SELECT DISTINCT pg_column_compression(body) FROM archive.call_logs"
                            + " WHERE pg_column_compression(body) IS NOT NULL"))
                    .containsExactly(compression);
        }
    }

    @Test
    void two_nodes_never_claim_the_same_body() throws InterruptedException, ExecutionException, TimeoutException {
        DatabaseSettings fresh = server.databases().fresh();
        try (Scene scene = Scene.small(fresh);
                Database one = TestDatabases.open(fresh);
                Database other = TestDatabases.open(fresh)) {
            scene.simulator.faults().on(Fault.STATUS, "calls/log", 500, Long.MAX_VALUE);
            scene.archive();
            long wanted = scene.archived.count("SELECT count(*) FROM archive.body_queue");
            assertThat(wanted).isGreaterThan(100);

            List<WantedBody> claimed = claimTogether(one, other);

            assertThat(claimed).hasSize((int) wanted).doesNotHaveDuplicates();
        }
    }

    /** Both claim small batches at once until nothing is left, each inside its own round, which ends when both are done. */
    private static List<WantedBody> claimTogether(Database one, Database other)
            throws InterruptedException, ExecutionException, TimeoutException {
        CyclicBarrier both = new CyclicBarrier(2);
        try (ExecutorService nodes = Executors.newFixedThreadPool(2)) {
            Future<List<WantedBody>> first = nodes.submit(() -> claimAll(one, "one", both));
            Future<List<WantedBody>> second = nodes.submit(() -> claimAll(other, "other", both));
            return Stream.of(first.get(PATIENCE_SECONDS, SECONDS), second.get(PATIENCE_SECONDS, SECONDS))
                    .flatMap(List::stream)
                    .toList();
        }
    }

    private static List<WantedBody> claimAll(Database database, String node, CyclicBarrier both) {
        PostgresArchive archive = new PostgresArchive(database);
        Account account = archive.accounts().all().getFirst();
        List<WantedBody> claimed = new ArrayList<>();
        archive.fence().alone(account.id(), Claim.fence(node), AT_ONCE, () -> {
            meet(both);
            claimAll(archive.bodies(), account, node, claimed);
            meet(both);
        });
        return claimed;
    }

    private static void claimAll(BodyStore bodies, Account account, String node, List<WantedBody> claimed) {
        Instant later = Scene.NOW.plus(Duration.ofDays(1));
        Claim claim = new Claim(7, node, Scene.NOW, later, later, Instant.EPOCH);
        List<WantedBody> batch = bodies.claim(account.id(), claim);
        while (!batch.isEmpty()) {
            claimed.addAll(batch);
            batch = bodies.claim(account.id(), claim);
        }
    }

    private static void meet(CyclicBarrier both) {
        try {
            both.await(PATIENCE_SECONDS, SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException failure) {
            throw new IllegalStateException("the other node did not come", failure);
        }
    }

    @Test
    void a_fence_keeps_the_other_node_out_until_it_is_left() {
        DatabaseSettings fresh = server.databases().fresh();
        try (Database one = TestDatabases.open(fresh);
                Database other = TestDatabases.open(fresh)) {
            AccountId account = new AccountId(1);
            Fence elsewhere = new PostgresArchive(other).fence();
            Fence here = new PostgresArchive(one).fence();

            boolean entered = here.alone(account, "calls", AT_ONCE, () -> {
                assertThat(elsewhere.alone(account, "calls", AT_ONCE, () -> {})).isFalse();
                assertThat(elsewhere.alone(account, "errors", AT_ONCE, () -> {}))
                        .isTrue();
            });

            assertThat(entered).isTrue();
            assertThat(elsewhere.alone(account, "calls", AT_ONCE, () -> {})).isTrue();
        }
    }

    @Test
    void whoever_loses_its_connection_leaves_its_fence() {
        DatabaseSettings fresh = server.databases().fresh();
        try (Scene scene = Scene.small(fresh);
                Database one = TestDatabases.open(fresh);
                Database other = TestDatabases.open(fresh)) {
            AccountId account = new AccountId(1);
            Fence elsewhere = new PostgresArchive(other).fence();

            new PostgresArchive(one).fence().alone(account, "calls", AT_ONCE, () -> {
                scene.archived.rows("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"
                        + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())");
                assertThat(elsewhere.alone(account, "calls", Duration.ofSeconds(PATIENCE_SECONDS), () -> {}))
                        .isTrue();
            });
        }
    }
}
