package dev.callvault.archiving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.Proof;
import dev.callvault.app.Scene;
import dev.callvault.archive.report.Failure;
import dev.callvault.archive.report.RunReport;
import dev.callvault.call.LogStream;
import dev.callvault.call.TimeWindow;
import dev.callvault.simulator.Fault;
import dev.callvault.simulator.SimulatorSettings;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Outages, refusals and wrong clocks: nothing is lost in silence, and nothing is called lost that is not. */
class LossTest {
    @Test
    void an_outage_longer_than_the_retention_is_a_gap_and_the_rest_is_whole() {
        try (Scene scene = Scene.small()) {
            scene.archive();
            scene.clock.move(Duration.ofDays(8));

            RunReport report = scene.archive();

            assertThat(report.failures()).isEmpty();
            assertThat(report.isIncomplete()).isTrue();
            Instant horizon = scene.clock.instant().minus(Duration.ofDays(5));
            assertThat(scene.archived.rows("SELECT stream, extract(epoch FROM from_time)::bigint,"
                            + " extract(epoch FROM to_time)::bigint FROM archive.gaps WHERE log_id IS NULL"))
                    .as("what was not listed, and what nobody could tell was complete by then")
                    .containsExactlyInAnyOrder(
                            "calls|" + Scene.NOW.getEpochSecond() + "|" + (horizon.getEpochSecond() + 2 * 3600),
                            "calls|" + (Scene.NOW.getEpochSecond() - 25 * 3600) + "|" + Scene.NOW.getEpochSecond());
            assertThat(scene.archived.rows(
                            "SELECT stream FROM archive.watermarks WHERE complete_through = timestamptz '"
                                    + scene.clock.instant() + "'"))
                    .containsExactlyInAnyOrder("calls", "sessions", "errors", "bodies");
            TimeWindow kept = TimeWindow.between(horizon, scene.clock.instant());
            assertThat(scene.archived.callRows())
                    .hasSizeGreaterThanOrEqualTo(
                            scene.simulator.truth().calls(kept).size());
        }
    }

    @Test
    @Proof
    void an_outage_shorter_than_the_retention_loses_nothing() {
        try (Scene scene = Scene.small()) {
            scene.archive();
            scene.clock.move(Duration.ofHours(90)); // five days, less the day that calls may be late, less the edge

            RunReport report = scene.archive();

            assertThat(report.isIncomplete()).isFalse();
            scene.archived.equalsTheTruth(
                    TimeWindow.between(Scene.NOW.minus(Duration.ofDays(5)), scene.clock.instant()),
                    TimeWindow.between(Scene.NOW.minus(Duration.ofDays(364)), scene.clock.instant()));
        }
    }

    @Test
    @Proof
    void logs_do_not_wait_for_the_other_streams() {
        try (Scene scene = Scene.small()) {
            scene.simulator.faults().on(Fault.STATUS, "calls/sessions", 500, Long.MAX_VALUE);

            RunReport report = scene.archive();

            assertThat(report.failures())
                    .singleElement()
                    .satisfies(it -> assertThat(it.message()).contains("calls/sessions returned HTTP 500"));
            assertThat(scene.archived.count("SELECT count(*) FROM archive.calls WHERE log_state = 'archived'"))
                    .isPositive()
                    .isEqualTo(report.bodies().archived());
            assertThat(scene.archived.rows("SELECT log_id FROM archive.body_queue WHERE attempts = 0"))
                    .isEmpty();
        }
    }

    @Test
    @Proof
    void a_list_that_is_never_readable_fails_its_stream_alone_and_is_whole_once_it_can_be_read() {
        try (Scene scene = Scene.small()) {
            scene.simulator.faults().on(Fault.HTML_200, "calls/sessions", 0, Long.MAX_VALUE);

            RunReport broken = scene.archive();

            assertThat(broken.failures()).singleElement().asString().contains("calls/sessions");
            assertThat(scene.archived.rows("SELECT stream FROM archive.watermarks ORDER BY stream"))
                    .containsExactly("bodies", "calls", "errors");

            scene.simulator.faults().allOff();
            scene.archive();

            scene.archived.equalsTheTruth();
            assertThat(scene.archived.count("SELECT count(*) FROM archive.coverage WHERE NOT proven"))
                    .isZero();
        }
    }

    @Test
    @Proof
    void a_total_that_is_never_reached_holds_the_watermark_and_costs_few_requests() {
        try (Scene scene = Scene.small()) {
            scene.simulator.faults().on(Fault.WRONG_TOTAL, "calls/logs", 1, Long.MAX_VALUE);

            RunReport report = scene.archive();

            assertThat(report.isIncomplete()).isTrue();
            assertThat(scene.simulator.requests().listings().size()).isLessThan(150);
            assertThat(scene.archived.count("SELECT count(*) FROM archive.watermarks WHERE stream = 'calls'"))
                    .isZero();
            assertThat(scene.archived.callRows())
                    .hasSameSizeAs(scene.simulator.truth().calls(scene.archived.past(Duration.ofDays(5))));
        }
    }

    @Test
    @Proof
    void a_provider_that_refuses_old_starts_is_archived_from_where_it_allows() {
        try (Scene scene = Scene.of(SimulatorSettings.demo(7)
                .withCallsPerDay(40)
                .withOldStartsRefused(true)
                .withBusySince(Scene.BUSY_SINCE))) {
            RunReport first = scene.archive();
            scene.clock.move(Duration.ofHours(3));
            RunReport second = scene.archive();

            assertThat(first.failures()).isEmpty();
            assertThat(second.failures()).isEmpty();
            assertThat(second.isIncomplete()).isFalse();
        }
    }

    @Test
    void a_refused_login_is_not_tried_twice() {
        try (Scene scene = Scene.small()) {
            RunReport report = scene.archive(scene.settings(scene.simulator.baseUrl(), "wrong"));

            assertThat(report.failures()).singleElement().matches(Failure::credentials);
            assertThat(scene.simulator.requests().refusedLogins()).isOne();
        }
    }

    @Test
    void a_provider_out_of_reach_fails_the_run_and_the_next_one_goes_on() {
        try (Scene scene = Scene.small()) {
            RunReport away = scene.archive(scene.settings(URI.create("http://127.0.0.1:1/ws"), "demo"));

            assertThat(away.failures())
                    .hasSize(LogStream.values().length)
                    .allSatisfy(it -> assertThat(it.message()).contains("127.0.0.1:1"));
            scene.archive();
            scene.archived.equalsTheTruth();
        }
    }

    @Test
    @Proof
    void every_transient_fault_is_overcome_within_the_run() {
        List<Fault> transient_ =
                List.of(Fault.EMPTY_200, Fault.HTML_200, Fault.CUT_TEXT, Fault.CUT_SHORT, Fault.NO_ANSWER);
        try (Scene scene = Scene.small()) {
            for (String service : List.of("calls/logs", "calls/sessions", "calls/errors", "calls/log")) {
                transient_.forEach(fault -> scene.simulator.faults().on(fault, service, 40, 1));
            }

            scene.archive();
            scene.archive();

            scene.archived.equalsTheTruth();
        }
    }

    @Test
    @Proof
    void a_clock_that_is_years_ahead_writes_nothing_down_as_lost() {
        try (Scene scene = Scene.small();
                Scene provider = Scene.small()) {
            scene.archive();
            scene.clock.move(Duration.ofDays(1500));

            RunReport report = scene.archive(scene.settings(provider.simulator.baseUrl(), "demo"));

            assertThat(report.failures()).singleElement().asString().contains("clock");
            assertThat(scene.archived.count("SELECT count(*) FROM archive.gaps WHERE log_id IS NULL"))
                    .isZero();
        }
    }
}
