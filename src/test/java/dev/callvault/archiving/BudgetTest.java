package dev.callvault.archiving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.Proof;
import dev.callvault.app.Callvault;
import dev.callvault.app.Scene;
import dev.callvault.app.account.ElapsedTime;
import dev.callvault.archive.report.RunListener;
import dev.callvault.call.AccountId;
import dev.callvault.config.DatabaseSettings;
import dev.callvault.config.Settings;
import dev.callvault.simulator.Simulator;
import dev.callvault.simulator.SimulatorSettings;
import dev.callvault.source.BudgetLedger;
import dev.callvault.source.BudgetLedger.Demand;
import dev.callvault.source.BudgetState;
import dev.callvault.source.CallService;
import dev.callvault.source.SharedBudget;
import dev.callvault.source.Waiter;
import dev.callvault.store.ProviderLogin;
import dev.callvault.store.postgres.PostgresArchive;
import dev.callvault.store.postgres.server.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The request budget as the nodes share it through the database, and as a provider with a limit sees it. */
class BudgetTest {
    private final Scene scene =
            Scene.of(SimulatorSettings.demo(7).withCallsPerDay(12).withLatePerMille(0));
    private final DatabaseSettings server = scene.settings().database().orElseThrow();
    private final Database database = new Database(server.url(), server.username(), null);
    private final PostgresArchive archive = new PostgresArchive(database.dataSource());
    private final AccountId account = archive.accounts()
            .register("default", new ProviderLogin(scene.simulator.baseUrl(), "demo"), ZoneOffset.UTC, Scene.NOW)
            .id();

    @AfterEach
    void close() {
        database.close();
        scene.close();
    }

    @Test
    void nodes_share_the_slots_and_never_have_more_than_there_are() {
        BudgetLedger one = ledger("one");
        BudgetLedger other = ledger("other");

        assertThat(slots(one, 0, 4)).isEqualTo(4);
        assertThat(slots(other, 0, 4)).isZero();
        assertThat(slots(one, 1, 4)).isEqualTo(2);
        assertThat(slots(other, 0, 4)).isEqualTo(2);
        assertThat(slots(one, 2, 4)).isEqualTo(2);
        assertThat(slots(one, 0, 0)).isZero();
        assertThat(slots(other, 2, 4)).isEqualTo(4);
    }

    @Test
    void the_share_of_a_node_that_does_not_come_back_goes_to_the_others() {
        String before = scene.archived.rows("SELECT now()").getFirst();
        assertThat(slots(ledger("killed"), 0, 4)).isEqualTo(4);
        assertThat(scene.archived.count("SELECT count(*) FROM archive.request_leases WHERE expires_at >= timestamptz '"
                        + before + "' + interval '20 s' AND expires_at <= now() + interval '60 s'"))
                .isPositive();

        scene.archived.execute("UPDATE archive.request_leases SET expires_at = now()");

        assertThat(slots(ledger("other"), 0, 4)).isEqualTo(4);
    }

    @Test
    void a_share_that_was_granted_while_the_servers_clock_was_ahead_is_not_kept_until_then() {
        assertThat(slots(ledger("killed"), 0, 4)).isEqualTo(4);

        scene.archived.execute("UPDATE archive.request_leases SET expires_at = now() + interval '1 day'");

        assertThat(slots(ledger("other"), 0, 4)).isEqualTo(4);
    }

    @Test
    void the_rate_that_was_found_is_remembered() {
        budget("one").pushback(Duration.ZERO);

        SharedBudget restarted = budget("two");
        restarted.acquire(CallService.LOG);

        assertThat(restarted.requestsPerSecond()).isEqualTo(50);
    }

    /** By real time, as the database knows no other; on a virtual clock it is tried in SharedBudgetTest. */
    @Test
    @Proof
    void a_provider_with_a_limit_is_served_to_it_with_few_refusals() {
        Clock real = Clock.systemUTC();
        try (Simulator provider = Simulator.start(SimulatorSettings.demo(7).withCallsPerDay(12), real)) {
            provider.limit(30, Duration.ofSeconds(2));
            Settings settings = scene.settings(provider.baseUrl(), "demo");
            try (Callvault callvault = new Callvault(settings, real)) {
                assertThat(callvault.archive(RunListener.NONE).getFirst().failures())
                        .isEmpty();
            }
            assertThat(provider.requests().logs()).isGreaterThan(40);
            assertThat(provider.requests().throttledRequests()).isLessThanOrEqualTo(8);
        }
    }

    private BudgetLedger ledger(String node) {
        return archive.budget(account, node, 4);
    }

    private SharedBudget budget(String node) {
        return new SharedBudget(100, 4, ledger(node), new ElapsedTime(), Waiter.SLEEPING);
    }

    private static int slots(BudgetLedger node, int inUse, int wanted) {
        return node.exchange(new Demand(inUse, wanted), (state, now) -> nothing(state))
                .slots();
    }

    private static BudgetState.Grant nothing(BudgetState state) {
        return new BudgetState.Grant(state, List.of(), List.of(), Duration.ZERO, Duration.ZERO);
    }
}
