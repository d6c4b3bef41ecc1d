package dev.callvault.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callvault.call.LogId;
import dev.callvault.call.TimeWindow;
import dev.callvault.content.Content;
import java.time.Duration;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RetryingSourceTest {
    private static final RetryPolicy POLICY = new RetryPolicy(4, 2, 3, Duration.ofSeconds(1), Duration.ofSeconds(3));
    private static final LogId LOG = new LogId(1);
    private static final RandomGenerator NO_JITTER = () -> 0L;

    private final HandMovedTime time = new HandMovedTime();

    static Stream<SourceFailure> passing() {
        return Stream.of(new SourceFailure.Unreachable("x", null), new SourceFailure.ServerTrouble("x"));
    }

    static Stream<SourceFailure> lasting() {
        return Stream.of(
                new SourceFailure.CredentialsRefused("x"),
                new SourceFailure.Refused("x"),
                new SourceFailure.NotThere("x"),
                new SourceFailure.TooLarge("x"),
                new SourceFailure.Interrupted());
    }

    @ParameterizedTest
    @MethodSource("passing")
    void asks_again_with_doubling_pauses(SourceFailure failure) {
        ScriptedSource source = new ScriptedSource(failure, failure, failure);

        retrying(source).fetchLog(LOG);

        assertThat(source.requests()).isEqualTo(4);
        assertThat(time.waits()).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3));
    }

    @ParameterizedTest
    @MethodSource("passing")
    void gives_up_after_the_last_attempt(SourceFailure failure) {
        ScriptedSource source = new ScriptedSource(failure, failure, failure, failure);

        assertThatThrownBy(() -> retrying(source).fetchLog(LOG)).isSameAs(failure);
        assertThat(source.requests()).isEqualTo(4);
    }

    @ParameterizedTest
    @MethodSource("lasting")
    void never_asks_again_where_it_cannot_help(SourceFailure failure) {
        ScriptedSource source = new ScriptedSource(failure);

        assertThatThrownBy(() -> retrying(source).fetchLog(LOG)).isSameAs(failure);
        assertThat(source.requests()).isEqualTo(1);
        assertThat(time.waits()).isEmpty();
    }

    @Test
    void asks_once_more_after_an_unreadable_answer() {
        SourceFailure unreadable = new SourceFailure.Unreadable("x", Content.of(new byte[0]), null);
        ScriptedSource source = new ScriptedSource(unreadable, unreadable);

        assertThatThrownBy(() -> retrying(source).fetchLog(LOG)).isSameAs(unreadable);
        assertThat(source.requests()).isEqualTo(2);
    }

    @Test
    void waits_as_long_as_the_provider_asks_without_using_up_attempts() {
        SourceFailure trouble = new SourceFailure.ServerTrouble("x");
        ScriptedSource source =
                new ScriptedSource(trouble, throttled(60), trouble, throttled(0), trouble, throttled(90));

        retrying(source).fetchLog(LOG);

        assertThat(source.requests()).isEqualTo(7);
        assertThat(time.waits()).contains(Duration.ofSeconds(60), Duration.ofSeconds(90));
        assertThat(time.waits().get(3)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void an_overload_that_lasts_is_trouble_and_for_one_try_it_does_so_soon() {
        SourceFailure overload = SourceFailure.Throttled.overload("HTTP 503", Duration.ofSeconds(7));
        ScriptedSource source =
                new ScriptedSource(overload, overload, overload, overload, overload, overload, overload);
        ListQuery query = ListQuery.all(new TimeWindow(0, 10));

        assertThatThrownBy(() -> retrying(source).listCalls(query.once()))
                .isInstanceOf(SourceFailure.ServerTrouble.class)
                .hasMessage("HTTP 503");
        assertThat(source.requests()).isEqualTo(2);
        assertThatThrownBy(() -> retrying(source).listCalls(query)).isInstanceOf(SourceFailure.ServerTrouble.class);
        assertThat(source.requests()).isEqualTo(6);
        assertThat(time.waits()).hasSize(4).containsOnly(Duration.ofSeconds(7));
    }

    @Test
    void is_not_throttled_for_ever() {
        ScriptedSource source = new ScriptedSource(
                IntStream.range(0, 9).mapToObj(it -> throttled(1)).toArray(SourceFailure[]::new));

        assertThatThrownBy(() -> retrying(source).fetchLog(LOG)).isInstanceOf(SourceFailure.Throttled.class);
        assertThat(source.requests()).isEqualTo(4);
    }

    /** Hundreds of failing logs must not take all their attempts each. */
    @Test
    void once_a_log_was_asked_for_in_vain_the_next_are_asked_for_once_until_one_comes() {
        SourceFailure cut = new SourceFailure.Unreachable("x", null);
        ScriptedSource source = new ScriptedSource(cut, cut, cut, cut, cut, cut);
        RetryingSource retrying = retrying(source);
        assertThatThrownBy(() -> retrying.fetchLog(LOG)).isSameAs(cut);
        assertThat(source.requests()).isEqualTo(4);

        assertThatThrownBy(() -> retrying.fetchLog(LOG)).isSameAs(cut);
        assertThatThrownBy(() -> retrying.fetchLog(LOG)).isSameAs(cut);
        assertThat(source.requests()).isEqualTo(6);

        retrying.fetchLog(LOG);
        source.fail(cut);
        retrying.fetchLog(LOG);
        assertThat(source.requests()).isEqualTo(9);
    }

    @Test
    void a_log_that_stalls_is_asked_for_twice_a_list_four_times() {
        SourceFailure late = new SourceFailure.TimedOut("x");
        ScriptedSource log = new ScriptedSource(late, late, late, late);
        ScriptedSource list = new ScriptedSource(late, late, late, late);

        assertThatThrownBy(() -> retrying(log).fetchLog(LOG)).isSameAs(late);
        assertThatThrownBy(() -> retrying(list).listCalls(ListQuery.total(new TimeWindow(1, 2))))
                .isSameAs(late);

        assertThat(log.requests()).isEqualTo(2);
        assertThat(list.requests()).isEqualTo(4);
    }

    @Test
    void lists_are_asked_for_again_whatever_became_of_logs() {
        SourceFailure cut = new SourceFailure.Unreachable("x", null);
        ScriptedSource source = new ScriptedSource(cut, cut, cut, cut, cut);
        RetryingSource retrying = retrying(source);
        assertThatThrownBy(() -> retrying.fetchLog(LOG)).isSameAs(cut);

        retrying.listCalls(ListQuery.total(new TimeWindow(1, 2)));

        assertThat(source.requests()).isEqualTo(6);
    }

    @Test
    void jitter_only_lengthens() {
        ScriptedSource source = new ScriptedSource(throttled(60));

        new RetryingSource(source, POLICY, time, () -> -1L).fetchLog(LOG);

        assertThat(time.waits().getFirst()).isBetween(Duration.ofSeconds(61), Duration.ofSeconds(90));
    }

    @Test
    void an_interrupt_ends_the_pause_and_stays_set() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> retrying(new ScriptedSource(new SourceFailure.TimedOut("x")))
                        .fetchLog(LOG))
                .isInstanceOf(SourceFailure.Interrupted.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    private RetryingSource retrying(CallSource source) {
        return new RetryingSource(source, POLICY, time, NO_JITTER);
    }

    private static SourceFailure throttled(long seconds) {
        return new SourceFailure.Throttled("x", Duration.ofSeconds(seconds));
    }
}
