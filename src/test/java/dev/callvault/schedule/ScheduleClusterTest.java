package dev.callvault.schedule;

import static dev.callvault.schedule.Cluster.SECOND;
import static dev.callvault.schedule.Cluster.TEN_HOURS;
import static dev.callvault.schedule.Cluster.UNWATCHED;
import static dev.callvault.schedule.Cluster.WATCHED;
import static dev.callvault.schedule.Cluster.await;
import static dev.callvault.schedule.Cluster.every;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.quartz.JobExecutionContext;
import org.quartz.SchedulerException;
import org.quartz.listeners.JobListenerSupport;

class ScheduleClusterTest {
    @RegisterExtension
    static final Cluster cluster = new Cluster();

    private final Semaphore ran = new Semaphore(0);

    @Test
    void no_job_runs_twice_for_one_due_time() throws InterruptedException, SchedulerException {
        Queue<String> fired = new ConcurrentLinkedQueue<>();
        List<Recurring> jobs = IntStream.range(0, 3)
                .mapToObj(number -> every(SECOND, "job " + number, ran::release))
                .toList();
        for (Schedule node : List.of(cluster.node(UNWATCHED), cluster.node(UNWATCHED))) {
            node.quartz().getListenerManager().addJobListener(noteTo(fired));
            node.start(jobs);
        }

        await(ran, 20);

        assertThat(List.copyOf(fired)).hasSizeGreaterThanOrEqualTo(20).doesNotHaveDuplicates();
    }

    @Test
    void nodes_share_the_jobs() throws InterruptedException {
        // Each node has one thread, so the jobs can only meet if each node runs one.
        CyclicBarrier both = new CyclicBarrier(2, ran::release);
        List<Recurring> jobs =
                List.of(every(SECOND, "one", () -> meet(both)), every(SECOND, "other", () -> meet(both)));

        cluster.node(cluster.database(), 1, UNWATCHED).start(jobs);
        cluster.node(cluster.database(), 1, UNWATCHED).start(jobs);

        await(ran, 1);
    }

    @Test
    void when_a_node_dies_in_the_middle_of_a_job_another_runs_it() throws InterruptedException, SQLException {
        CountDownLatch never = new CountDownLatch(1);
        Semaphore begun = new Semaphore(0);
        Severable way = new Severable(cluster.database());
        cluster.node(way.asDataSource(), 2, UNWATCHED).start(List.of(every(SECOND, "work", () -> {
            begun.release();
            waitFor(never);
        })));
        await(begun, 1);
        Semaphore ticks = new Semaphore(0);
        cluster.node(UNWATCHED)
                .start(List.of(every(SECOND, "work", ran::release), every(SECOND, "beside", ticks::release)));
        await(ticks, 2);
        assertThat(ran.availablePermits()).as("runs beside the living node's").isZero();

        way.cut();

        await(ran, 2);
    }

    @Test
    void nodes_with_different_jobs_do_not_take_each_others_times() throws InterruptedException, SQLException {
        Schedule older = cluster.node(WATCHED);
        older.start(List.of(every(SECOND, "removed", ran::release)));
        await(ran, 1);
        Semaphore newer = new Semaphore(0);
        cluster.node(UNWATCHED).start(List.of(every(SECOND, "added", newer::release)));
        ran.drainPermits();

        await(newer, 4);
        await(ran, 1);
        assertThat(cluster.select("SELECT string_agg(job_name, ' ') FROM quartz.qrtz_job_details"))
                .isEqualTo("added");
        assertThat(cluster.select("SELECT count(*) FROM quartz.qrtz_triggers WHERE trigger_state = 'ERROR'"))
                .isEqualTo("0");
    }

    @Test
    void a_node_closed_between_due_times_leaves_them_to_the_others_without_delay()
            throws InterruptedException, SQLException {
        Schedule leaving = cluster.node(UNWATCHED);
        leaving.start(List.of(every(TEN_HOURS, "seldom", ran::release), every(SECOND, "often", ran::release)));
        await(ran, 3);
        leaving.close();

        assertThat(cluster.select("SELECT string_agg(DISTINCT trigger_state, ' ') FROM quartz.qrtz_triggers"))
                .isEqualTo("WAITING");
    }

    private static JobListenerSupport noteTo(Queue<String> fired) {
        return new JobListenerSupport() {
            @Override
            public String getName() {
                return "notes";
            }

            @Override
            public void jobToBeExecuted(JobExecutionContext run) {
                fired.add(run.getJobDetail().getKey() + " due "
                        + run.getScheduledFireTime().toInstant());
            }
        };
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException over) {
            Thread.currentThread().interrupt();
        }
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
