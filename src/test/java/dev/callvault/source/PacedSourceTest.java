package dev.callvault.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callvault.call.LogId;
import dev.callvault.call.TimeWindow;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The decorators combined: retries around pacing around counting. */
class PacedSourceTest {
    private static final LogId LOG = new LogId(1);
    private static final ListQuery QUERY = ListQuery.all(new TimeWindow(0, 1));

    private final HandMovedTime time = new HandMovedTime();
    private final SharedBudget budget = new SharedBudget(2, 1, new MemoryLedger(time, 1).of("node"), time, time);

    @Test
    void every_retry_is_paced_and_counted() {
        CountingSource counting = new CountingSource(
                new ScriptedSource(new SourceFailure.ServerTrouble("x"), new SourceFailure.ServerTrouble("x")));
        RetryPolicy atOnce = new RetryPolicy(3, 1, 1, Duration.ZERO, Duration.ZERO);
        CallSource source = new RetryingSource(new PacedSource(counting, budget), atOnce, time, () -> 0L);

        source.fetchLog(LOG);
        source.listCalls(QUERY);

        assertThat(time.waits()).filteredOn(Duration::isPositive).hasSize(3).containsOnly(Duration.ofMillis(500));
        assertThat(counting.requests()).isEqualTo(4);
        assertThat(counting.requests(CallService.LOG)).isEqualTo(3);
        assertThat(counting.requests(CallService.LOGS)).isEqualTo(1);
        assertThat(counting.failures()).isEqualTo(2);
        assertThat(counting.failures(CallService.LOG)).isEqualTo(2);
    }

    @Test
    void a_throttled_request_pauses_all_and_frees_its_permit() {
        CallSource source =
                new PacedSource(new ScriptedSource(new SourceFailure.Throttled("x", Duration.ofSeconds(60))), budget);

        assertThatThrownBy(() -> source.fetchLog(LOG)).isInstanceOf(SourceFailure.Throttled.class);
        source.listErrors(QUERY);

        assertThat(time.waits()).containsExactly(Duration.ofSeconds(60));
        assertThat(budget.requestsPerSecond()).isGreaterThan(1);
    }

    @Test
    void a_log_that_is_not_there_is_no_failure() {
        CountingSource counting = new CountingSource(new ScriptedSource(new SourceFailure.NotThere("x")));
        budget.pushback(Duration.ZERO);

        assertThatThrownBy(() -> new PacedSource(counting, budget).fetchLog(LOG))
                .isInstanceOf(SourceFailure.NotThere.class);
        assertThat(counting.failures()).isZero();
        assertThat(budget.requestsPerSecond()).isGreaterThan(1);
    }
}
