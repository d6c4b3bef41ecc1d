package dev.callvault.schedule;

import static dev.callvault.schedule.Cluster.CLOCK;
import static dev.callvault.schedule.Cluster.SECOND;
import static dev.callvault.schedule.Cluster.TEN_HOURS;
import static dev.callvault.schedule.Cluster.WATCHED;
import static dev.callvault.schedule.Cluster.await;
import static dev.callvault.schedule.Cluster.every;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quartz.SchedulerException;

class WatchdogTest {
    private static final String STATE = "SELECT trigger_state FROM quartz.qrtz_triggers WHERE trigger_name = 'work'";

    @RegisterExtension
    static final Cluster cluster = new Cluster();

    private final Semaphore ran = new Semaphore(0);

    @ParameterizedTest
    @ValueSource(strings = {"BLOCKED", "ERROR", "ACQUIRED"})
    void frees_a_trigger_that_waits_for_no_run(String state) throws InterruptedException, SQLException {
        startAndRunOnce();

        setDueIn(state);

        await(ran, 1);
        cluster.awaitAnswer("WAITING", STATE);
    }

    @Test
    void frees_a_trigger_that_waits_for_a_run_of_a_node_that_is_gone() throws InterruptedException, SQLException {
        startAndRunOnce();

        insertRun("gone");
        setDueIn("BLOCKED");

        await(ran, 1);
    }

    @Test
    void frees_a_trigger_that_waits_for_a_run_which_this_node_does_not_run()
            throws InterruptedException, SQLException, SchedulerException {
        Schedule node = startAndRunOnce();

        insertRun(node.quartz().getSchedulerInstanceId());
        setDueIn("BLOCKED");

        await(ran, 1);
    }

    @Test
    void does_not_free_a_trigger_whose_job_is_running() throws InterruptedException {
        CountDownLatch mayEnd = new CountDownLatch(1);
        Semaphore ticks = new Semaphore(0);
        Recurring work = every(SECOND, "work", () -> {
            ran.release();
            waitFor(mayEnd);
        });
        List<Recurring> jobs = List.of(work, every(SECOND, "beside", ticks::release));
        cluster.node(WATCHED).start(jobs);
        cluster.node(WATCHED).start(jobs);
        await(ran, 1);

        await(ticks, Watchdog.PATIENCE + 3);
        assertThat(ran.availablePermits()).isZero();
        mayEnd.countDown();
        await(ran, 2);
    }

    @Test
    void runs_a_job_itself_that_quartz_does_not_run() throws InterruptedException, SQLException {
        cluster.node(WATCHED).start(List.of(every(SECOND, "work", ran::release)));
        await(ran, 1);

        cluster.execute("UPDATE quartz.qrtz_triggers SET trigger_state = 'PAUSED'");
        cluster.awaitAnswer("PAUSED", STATE);
        ran.drainPermits();

        await(ran, 2);
        assertThat(cluster.select(STATE)).isEqualTo("PAUSED");
    }

    @Test
    void lays_the_plan_down_when_the_database_comes_only_after_the_start() throws InterruptedException, SQLException {
        Severable way = new Severable(cluster.database());
        way.cut();

        cluster.node(way.asDataSource(), 2, WATCHED).start(List.of(every(TEN_HOURS, "work", ran::release)));
        way.mend();

        await(ran, 1);
    }

    private Schedule startAndRunOnce() throws InterruptedException, SQLException {
        Schedule node = cluster.node(WATCHED);
        node.start(List.of(every(TEN_HOURS, "work", ran::release)));
        await(ran, 1);
        cluster.awaitAnswer("0", "SELECT count(*) FROM quartz.qrtz_fired_triggers");
        return node;
    }

    private void setDueIn(String state) throws SQLException {
        cluster.execute("UPDATE quartz.qrtz_triggers SET trigger_state = '%s', next_fire_time = %d"
                .formatted(state, CLOCK.millis()));
    }

    private void insertRun(String node) throws SQLException {
        cluster.execute("""
                INSERT INTO quartz.qrtz_fired_triggers
                SELECT sched_name, 'entry', trigger_name, trigger_group, '%s', 1, 1, 5, 'EXECUTING', job_name, job_group, true, false
                FROM quartz.qrtz_triggers
                """.formatted(node));
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
