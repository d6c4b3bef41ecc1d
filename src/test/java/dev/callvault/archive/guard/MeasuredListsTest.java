package dev.callvault.archive.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callvault.call.CallBody;
import dev.callvault.call.CallSummary;
import dev.callvault.call.LogId;
import dev.callvault.call.Page;
import dev.callvault.call.RawLine;
import dev.callvault.call.TimeWindow;
import dev.callvault.content.Content;
import dev.callvault.source.CallSource;
import dev.callvault.source.ListQuery;
import dev.callvault.source.MemoryBudget;
import dev.callvault.source.SourceFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A run's rows hold their memory from the response until the next request, or until the end. */
class MeasuredListsTest {
    private static final long ALL = 4 << 20;
    private static final int LARGE = 1 << 20;
    private static final ListQuery QUERY = ListQuery.all(new TimeWindow(0, 100));

    private final MemoryBudget memory = new MemoryBudget(ALL);
    private final List<Long> freeWhenAsked = new ArrayList<>();
    private final MeasuredLists lists = new MeasuredLists(new Provider(), memory);

    /** Returns a large response to every list request. */
    private final class Provider implements CallSource {
        @Override
        public Page<CallSummary> listCalls(ListQuery query) {
            throw new IllegalStateException("not measured");
        }

        @Override
        public Page<RawLine> listSessions(ListQuery query) {
            throw new IllegalStateException("not measured");
        }

        @Override
        public Page<RawLine> listErrors(ListQuery query) {
            throw new IllegalStateException("not measured");
        }

        @Override
        public Page<CallSummary> listCalls(ListQuery query, MemoryBudget.Reservation rows) {
            return answer(rows);
        }

        @Override
        public Page<RawLine> listSessions(ListQuery query, MemoryBudget.Reservation rows) {
            return answer(rows);
        }

        @Override
        public Page<RawLine> listErrors(ListQuery query, MemoryBudget.Reservation rows) {
            return answer(rows);
        }

        private <T> Page<T> answer(MemoryBudget.Reservation rows) {
            freeWhenAsked.add(memory.free());
            rows.atLeast(LARGE);
            return new Page<>(0, List.of(), 0);
        }

        @Override
        public CallBody fetchLog(LogId logId, MemoryBudget.Reservation own) {
            own.atLeast(LARGE);
            return new CallBody(Content.of(new byte[0]), "Boston");
        }
    }

    @Test
    void nobody_who_asks_holds_what_the_last_answer_took() {
        List<Function<ListQuery, ?>> questions =
                List.of(lists::listCalls, lists::listSessions, lists::listErrors, lists::listCalls);

        for (Function<ListQuery, ?> question : questions) {
            assertThat(question.apply(QUERY)).isNotNull();
            assertThat(memory.free()).as("rows weigh more than their text").isLessThan(ALL - 2 * LARGE);
        }

        assertThat(freeWhenAsked).containsOnly(ALL).hasSize(4);
    }

    @Test
    void the_end_of_the_run_gives_back_the_last() {
        assertThat(lists.listCalls(QUERY).rows()).isEmpty();
        lists.close();

        assertThat(memory.free()).isEqualTo(ALL);
    }

    @Test
    void a_log_has_room_of_its_own() {
        try (MemoryBudget.Reservation own = memory.reserve()) {
            assertThat(lists.fetchLog(new LogId(1), own).location()).isEqualTo("Boston");
            lists.close();

            assertThat(memory.free()).isBetween(ALL - LARGE - 2048, ALL - LARGE);
        }
    }

    @Test
    void who_is_stopped_while_waiting_for_room_holds_none() {
        MemoryBudget.Reservation others = memory.reserve();
        others.atLeast(ALL);
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> lists.listCalls(QUERY)).isInstanceOf(SourceFailure.Interrupted.class);

        assertThat(Thread.interrupted()).isTrue();
        others.close();
        assertThat(memory.free()).isEqualTo(ALL);
    }
}
