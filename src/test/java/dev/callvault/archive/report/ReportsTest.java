package dev.callvault.archive.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.source.SourceFailure;
import dev.callvault.store.StoreFailure;
import dev.callvault.store.listing.Written;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The reports of runs. */
class ReportsTest {
    private static final Failure REFUSED = Failure.of(new SourceFailure.CredentialsRefused("HTTP 401"));
    private static final Failure AWAY = Failure.of(new SourceFailure.Unreachable("no route", null));
    private static final BodyReport BODIES = bodies(1, 2, 3, 4, 5, 6, Optional.empty());

    private static BodyReport bodies(
            long archived,
            long unavailable,
            long quarantined,
            long failed,
            int lost,
            long requests,
            Optional<Failure> failure) {
        return new BodyReport(archived, unavailable, quarantined, failed, lost, requests, failure, false);
    }

    private static StreamReport stream(int unproven, int lost, Optional<Failure> failure) {
        return new StreamReport("calls", 7, new Written(1, 2), unproven, lost, 10, failure, false);
    }

    private static RunReport pass(BodyReport bodies, StreamReport... streams) {
        return new RunReport("default", List.of(streams), bodies);
    }

    @Test
    void a_failure_tells_what_happened_and_what_to_do_and_whether_it_is_the_login() {
        assertThat(REFUSED.message()).isEqualTo("HTTP 401");
        assertThat(REFUSED.credentials()).isTrue();
        assertThat(AWAY.credentials()).isFalse();
        assertThat(AWAY).hasToString("no route — " + AWAY.hint());
        assertThat(AWAY.hint()).isNotEmpty();
        assertThat(Failure.of(new StoreFailure("the database is gone", "start it", new IOException())))
                .isEqualTo(new Failure("the database is gone", "start it", false, false, false));
        Failure clock = Failure.of(new ClockWrong("the clock is wrong"));
        assertThat(clock.message()).isEqualTo("the clock is wrong");
        assertThat(clock.clock()).isTrue();
        assertThat(AWAY.clock()).isFalse();
    }

    @Test
    void two_rounds_over_the_logs_are_one_and_the_first_failure_is_told() {
        BodyReport later = bodies(10, 20, 30, 40, 50, 60, Optional.of(AWAY));

        assertThat(BODIES.and(later)).isEqualTo(bodies(11, 22, 33, 44, 55, 66, Optional.of(AWAY)));
        assertThat(BodyReport.failed(REFUSED).and(later).failure()).contains(REFUSED);
        assertThat(BODIES.withRequests(99)).isEqualTo(bodies(1, 2, 3, 4, 5, 99, Optional.empty()));
        assertThat(BodyReport.NOTHING.and(BODIES)).isEqualTo(BODIES);
        assertThat(BodyReport.LEFT_TO_OTHERS.and(BODIES))
                .as("something was done")
                .isEqualTo(BODIES);
        assertThat(BODIES.and(BodyReport.LEFT_TO_OTHERS)).isEqualTo(BODIES);
        assertThat(BodyReport.LEFT_TO_OTHERS.and(BodyReport.LEFT_TO_OTHERS).left())
                .isTrue();
    }

    @Test
    void a_pass_costs_what_its_parts_cost() {
        assertThat(pass(BODIES, stream(0, 0, Optional.empty()), stream(0, 0, Optional.empty()))
                        .requests())
                .isEqualTo(26);
    }

    @Test
    void a_pass_tells_each_failure_once_in_order() {
        assertThat(pass(BodyReport.failed(AWAY), stream(0, 0, Optional.of(REFUSED)), stream(0, 0, Optional.of(AWAY)))
                        .failures())
                .containsExactly(REFUSED, AWAY);
        assertThat(pass(BODIES, stream(0, 0, Optional.empty())).failures()).isEmpty();
        assertThat(RunReport.failed("default", AWAY).failures()).containsExactly(AWAY);
    }

    @Test
    void a_pass_is_incomplete_when_anything_is_lost_unreadable_or_unproven() {
        BodyReport none = BodyReport.NOTHING;
        assertThat(pass(none, stream(0, 0, Optional.empty())).isIncomplete()).isFalse();
        assertThat(pass(bodies(9, 9, 0, 0, 0, 9, Optional.empty())).isIncomplete())
                .isFalse();
        assertThat(pass(bodies(0, 0, 1, 0, 0, 0, Optional.empty())).isIncomplete())
                .isTrue();
        assertThat(pass(bodies(0, 0, 0, 1, 0, 0, Optional.empty())).isIncomplete())
                .isTrue();
        assertThat(pass(bodies(0, 0, 0, 0, 1, 0, Optional.empty())).isIncomplete())
                .isTrue();
        assertThat(pass(none, stream(0, 0, Optional.empty()), stream(1, 0, Optional.empty()))
                        .isIncomplete())
                .isTrue();
        assertThat(pass(none, stream(0, 1, Optional.empty())).isIncomplete()).isTrue();
    }

    @Test
    void what_is_added_to_a_pass_leaves_the_rest_as_it_was() {
        StreamReport one = stream(0, 0, Optional.empty());
        RunReport report = pass(BODIES, one).and(stream(1, 1, Optional.empty())).and(BODIES);

        assertThat(report.streams()).containsExactly(one, stream(1, 1, Optional.empty()));
        assertThat(report.bodies()).isEqualTo(BODIES.and(BODIES));
        assertThat(report.account()).isEqualTo("default");
    }

    @Test
    void work_that_others_are_at_is_no_failure() {
        assertThat(StreamReport.leftToOthers("errors"))
                .isEqualTo(new StreamReport("errors", 0, Written.NOTHING, 0, 0, 0, Optional.empty(), true));
    }
}
