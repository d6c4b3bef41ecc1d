package dev.callvault.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callvault.archive.SmallArchive;
import dev.callvault.call.LogId;
import dev.callvault.content.Content;
import dev.callvault.source.SourceFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BodyComparisonTest {
    private static final long T = SmallArchive.T;

    private final SmallArchive here = new SmallArchive();
    private final BodyComparison comparison = new BodyComparison(here.provider, here.redactor::body);

    @BeforeEach
    void archived() {
        for (long id = 1; id <= 6; id++) {
            here.provider.call(id, T - id * 3600);
        }
        here.provider.logs.put(new LogId(6), "card 4111111111111111");
        here.archive();
        here.provider.asked.clear();
    }

    private void compare(int most) {
        comparison.compare(here.ports.bodyProofs(), here.account.id(), here.now, most);
    }

    @Test
    void logs_that_come_as_they_are_stored_are_equal_also_where_something_is_redacted() {
        compare(10);

        assertThat(comparison.different()).isEmpty();
        assertThat(comparison.checks(42)).isEqualTo(new BodyChecks(42, 6, 6, 0, 0));
    }

    @Test
    void so_many_are_asked_for_and_none_when_none_are_wanted() {
        compare(2);
        assertThat(here.provider.asked).hasSize(2);
        compare(0);
        assertThat(here.provider.asked).hasSize(2);
    }

    @Test
    void other_logs_are_named_by_their_ids() {
        here.provider.logs.put(new LogId(5), "another");
        here.provider.logs.put(new LogId(2), "another");

        compare(10);

        assertThat(comparison.different()).containsExactly(new LogId(2), new LogId(5));
        assertThat(comparison.checks(0)).isEqualTo(new BodyChecks(0, 6, 4, 0, 0));
    }

    @Test
    void what_the_provider_has_no_more_is_gone_and_what_it_cannot_give_now_has_failed() {
        Map<LogId, SourceFailure> failures = Map.of(
                new LogId(1), new SourceFailure.NotThere("none"),
                new LogId(2), new SourceFailure.Refused("HTTP 410"),
                new LogId(3), new SourceFailure.ServerTrouble("HTTP 500"),
                new LogId(4), new SourceFailure.TimedOut("slow"),
                new LogId(5), new SourceFailure.TooLarge("large"),
                new LogId(6), new SourceFailure.Unreadable("HTML", Content.of(new byte[0]), null));
        here.provider.trouble =
                request -> Optional.ofNullable(failures.get(request.log().orElseThrow()));

        compare(10);

        assertThat(comparison.checks(0)).isEqualTo(new BodyChecks(0, 6, 0, 2, 4));
        assertThat(comparison.different()).isEmpty();
    }

    @Test
    void a_connection_that_is_cut_and_a_log_that_is_forbidden_are_that_log_s_own() {
        Map<LogId, SourceFailure> failures = Map.of(
                new LogId(2), new SourceFailure.Unreachable("cut", null),
                new LogId(4), new SourceFailure.Forbidden("HTTP 403", null));
        here.provider.trouble =
                request -> Optional.ofNullable(failures.get(request.log().orElseThrow()));

        compare(10);

        assertThat(comparison.checks(0)).isEqualTo(new BodyChecks(0, 6, 4, 0, 2));
    }

    @Test
    void a_failure_that_is_not_the_log_s_own_ends_the_comparison() {
        here.provider.trouble = request -> Optional.of(new SourceFailure.CredentialsRefused("HTTP 401"));

        assertThatThrownBy(() -> compare(10)).isInstanceOf(SourceFailure.CredentialsRefused.class);
        assertThat(here.provider.asked).hasSize(1);
    }

    @Test
    void logs_that_the_provider_may_have_dropped_are_not_asked_for() {
        here.now = here.now.plus(Duration.ofHours(118 - 3));

        compare(10);

        assertThat(here.provider.asked)
                .extracting(it -> it.log().orElseThrow().value())
                .isEqualTo(List.of(1L, 2L, 3L));
    }
}
