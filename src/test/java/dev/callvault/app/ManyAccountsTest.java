package dev.callvault.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.Proof;
import dev.callvault.app.daemon.Daemon;
import dev.callvault.archive.report.RunListener;
import dev.callvault.archive.report.RunReport;
import dev.callvault.call.Account;
import dev.callvault.store.postgres.server.Database;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** Many accounts at once, some in trouble: the others are archived, by connections and threads of a fixed number. */
class ManyAccountsTest {
    private static final int HEALTHY = 47;
    private static final int MINUTES = 5;
    /** Of the daemon, its web server's and the simulator's, whatever the number of accounts. */
    private static final int MAX_THREADS = 120;

    @TempDir
    private Path directory;

    /** Alone: the threads of other tests would count as its own. */
    @Test
    @Proof
    @ResourceLock(Resources.GLOBAL)
    void a_daemon_archives_fifty_accounts_of_which_three_are_in_trouble() throws InterruptedException {
        Semaphore ended = new Semaphore(0);
        RunListener listener = new RunListener() {
            @Override
            public void ended(Account account, String stream, boolean succeeded, long requests) {
                ended.release();
            }
        };
        try (ManyAccounts accounts =
                        new ManyAccounts(HEALTHY, TestServer.freshDatabase(), Clock.systemUTC()).withTroubled();
                Callvault callvault =
                        new Callvault(accounts.settings(directory, "schedule: {fetch: 1s}"), accounts.clock());
                Daemon daemon = callvault.daemon(listener)) {
            daemon.start();
            Most most = new Most(accounts.archived);
            while (!accounts.isArchived()) {
                assertThat(ended.tryAcquire(MINUTES, TimeUnit.MINUTES))
                        .as("a run ends")
                        .isTrue();
                ended.drainPermits();
                most.look();
            }

            accounts.equalTheTruth();
            assertThat(most.archiving).isLessThanOrEqualTo(10);
            assertThat(most.reading).isLessThanOrEqualTo(4);
            assertThat(most.fences).isLessThanOrEqualTo(1);
            assertThat(most.others).as("for an index").isLessThanOrEqualTo(1);
            assertThat(most.threads).isLessThanOrEqualTo(MAX_THREADS);
        }
    }

    /** The most that was seen at once. */
    private static final class Most {
        private final Archived archived;
        private long archiving;
        private long reading;
        private long fences;
        private long others;
        private int threads;

        Most(Archived archived) {
            this.archived = archived;
        }

        void look() {
            archiving = Math.max(archiving, connections("= 'callvault'"));
            reading = Math.max(reading, connections("= 'callvault readers'"));
            fences = Math.max(fences, connections("= 'callvault fences'"));
            others = Math.max(others, connections("= 'callvault migrate'"));
            threads = Math.max(threads, ManagementFactory.getThreadMXBean().getThreadCount());
        }

        private long connections(String name) {
            return archived.count("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                    + " AND application_name " + name);
        }
    }

    @Test
    void a_pass_over_many_reports_them_in_order_and_is_stopped_by_none() {
        try (ManyAccounts accounts = new ManyAccounts(2, TestServer.freshDatabase(), Clock.systemUTC());
                Callvault callvault = new Callvault(
                        accounts.withRefusedAndDown().settings(directory), accounts.clock(), pause -> {})) {
            List<RunReport> reports = callvault.archive(RunListener.NONE);

            assertThat(reports)
                    .extracting(RunReport::account)
                    .startsWith(accounts.names().toArray(String[]::new))
                    .endsWith(ManyAccounts.REFUSED, ManyAccounts.DOWN);
            assertThat(reports.subList(0, 2)).allMatch(it -> it.failures().isEmpty());
            assertThat(reports.subList(2, 4)).noneMatch(it -> it.failures().isEmpty());
            accounts.equalTheTruth();
        }
    }

    /** Whoever held a connection while waiting for another would wait for ever. */
    @Test
    void one_connection_is_enough_for_everything() {
        try (ManyAccounts accounts = new ManyAccounts(2, TestServer.freshDatabase(), Clock.systemUTC());
                Callvault callvault = new Callvault(
                        accounts.settings(directory),
                        accounts.clock(),
                        pause -> {},
                        Storage.of(new Database(
                                accounts.database.url(),
                                accounts.database.username(),
                                null,
                                new Database.Sizes(1, 1))))) {
            assertThat(callvault.migrate()).isZero();

            assertThat(callvault.archive(RunListener.NONE))
                    .allMatch(it -> it.failures().isEmpty());

            accounts.equalTheTruth();
            assertThat(callvault.status()).hasSize(2);
        }
    }
}
