package dev.callvault.archive.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callvault.archive.SmallProvider;
import dev.callvault.archive.report.ClockWrong;
import dev.callvault.call.LogId;
import dev.callvault.call.TimeWindow;
import dev.callvault.content.Content;
import dev.callvault.source.ListQuery;
import dev.callvault.source.SourceFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClockGuardTest {
    private static final ListQuery QUERY = ListQuery.all(new TimeWindow(0, 60));

    private Instant now = Instant.parse("2026-11-20T10:00:00Z");
    private final SmallProvider provider = new SmallProvider();
    private Optional<Duration> database = Optional.empty();
    private final ClockGuard guard = new ClockGuard(provider, new AgreedTime(provider, () -> database, () -> now));

    private void skew(Duration ahead) {
        provider.skew = Optional.of(ahead);
    }

    @Test
    void answers_pass_while_the_clocks_agree_to_the_hour() {
        provider.call(1, 30);
        for (Duration skew : List.of(Duration.ZERO, Duration.ofHours(1), Duration.ofHours(-1))) {
            skew(skew);
            assertThat(guard.listCalls(QUERY).rows()).hasSize(1);
            assertThat(guard.listSessions(QUERY).rows()).isEmpty();
            assertThat(guard.fetchLog(new LogId(1)).location()).isEqualTo("Boston");
        }
    }

    @Test
    void a_provider_that_tells_no_time_is_believed() {
        assertThat(guard.confirmed()).isEmpty();
        assertThat(guard.listErrors(QUERY).total()).isZero();
        assertThat(guard.confirmed()).contains(now);
    }

    @Test
    void the_database_is_asked_when_the_provider_tells_no_time() {
        database = Optional.of(Duration.ofDays(365));
        assertThatThrownBy(() -> guard.listCalls(QUERY))
                .isInstanceOf(ClockWrong.class)
                .hasMessage("this machine's clock is 365 days ahead of the database's");
        assertThat(guard.confirmed()).isEmpty();

        skew(Duration.ZERO);
        assertThat(guard.listCalls(QUERY).rows()).as("two of three agree").isEmpty();

        provider.skew = Optional.empty();
        database = Optional.of(Duration.ofMinutes(-1));
        assertThat(guard.listCalls(QUERY).rows()).isEmpty();
    }

    @Test
    void no_answer_is_believed_when_the_clocks_differ_by_more() {
        skew(Duration.ofHours(1).plusSeconds(1));
        assertThatThrownBy(() -> guard.listCalls(QUERY))
                .isInstanceOf(ClockWrong.class)
                .hasMessage("this machine's clock is 1 h ahead of the provider's");
        skew(Duration.ofHours(-47));
        assertThatThrownBy(() -> guard.listErrors(QUERY))
                .hasMessage("this machine's clock is 47 h behind the provider's");
        skew(Duration.ofDays(365));
        assertThatThrownBy(() -> guard.listSessions(QUERY))
                .hasMessage("this machine's clock is 365 days ahead of the provider's");
        skew(Duration.ofDays(-2));
        assertThatThrownBy(() -> guard.fetchLog(new LogId(1)))
                .hasMessage("this machine's clock is 2 days behind the provider's");
    }

    @Test
    void a_failure_that_is_an_answer_tells_the_time_too() {
        skew(Duration.ofDays(1));
        List<SourceFailure> answers = List.of(
                new SourceFailure.Forbidden("403", null),
                new SourceFailure.Throttled("429", Duration.ZERO),
                new SourceFailure.ServerTrouble("500"),
                new SourceFailure.Refused("400"),
                new SourceFailure.NotThere("404"),
                new SourceFailure.Unreadable("HTML", Content.of(new byte[0]), null),
                new SourceFailure.TooLarge("large"));
        for (SourceFailure failure : answers) {
            provider.trouble = request -> Optional.of(failure);
            assertThatThrownBy(() -> guard.listCalls(QUERY)).isInstanceOf(ClockWrong.class);
        }
        assertThat(guard.confirmed()).isEmpty();
    }

    @Test
    void a_failure_without_an_answer_tells_nothing_of_the_time() {
        skew(Duration.ofDays(1));
        for (SourceFailure failure : List.of(
                new SourceFailure.Unreachable("no route", null),
                new SourceFailure.TimedOut("slow"),
                new SourceFailure.CredentialsRefused("remembered, so that nobody was asked"),
                new SourceFailure.Interrupted())) {
            provider.trouble = request -> Optional.of(failure);
            assertThatThrownBy(() -> guard.listCalls(QUERY)).isSameAs(failure);
        }
        skew(Duration.ZERO);
        assertThatThrownBy(() -> guard.listCalls(QUERY)).isInstanceOf(SourceFailure.Interrupted.class);
        assertThat(guard.confirmed()).as("nobody has answered").isEmpty();
    }

    @Test
    void a_failure_that_is_an_answer_confirms_the_clock_and_is_handed_on() {
        skew(Duration.ZERO);
        SourceFailure refused = new SourceFailure.Refused("400");
        provider.trouble = request -> Optional.of(refused);

        assertThatThrownBy(() -> guard.listCalls(QUERY)).isSameAs(refused);
        assertThat(guard.confirmed()).contains(now);
    }

    @Test
    void a_clock_that_jumps_while_nobody_answers_is_not_believed() {
        skew(Duration.ZERO);
        assertThat(guard.listErrors(QUERY).total()).isZero();
        Instant answered = now;
        now = now.plus(Duration.ofDays(5));
        provider.trouble = request -> Optional.of(new SourceFailure.CredentialsRefused("remembered"));

        assertThatThrownBy(() -> guard.listCalls(QUERY)).isInstanceOf(SourceFailure.CredentialsRefused.class);
        assertThat(guard.confirmed()).contains(answered);
    }
}
