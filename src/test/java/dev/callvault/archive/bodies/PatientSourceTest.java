package dev.callvault.archive.bodies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.call.AccountId;
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
import dev.callvault.store.coordination.Fence;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Waiting for a provider, or for calls that are still being listed, does not count as hanging. */
class PatientSourceTest {
    private final Watched fence = new Watched();
    private final CallSource source = new PatientSource(new Provider(), fence);

    /** A fence that knows whether a thread waits patiently inside it. */
    private static final class Watched implements Fence {
        private boolean isPatient;
        private int waits;

        @Override
        public boolean alone(AccountId account, String work, Duration patience, Runnable task) {
            task.run();
            return true;
        }

        @Override
        public <T> T patiently(Supplier<T> wait) {
            isPatient = true;
            waits++;
            try {
                return wait.get();
            } finally {
                isPatient = false;
            }
        }
    }

    /** Shows by its total whether it was asked patiently. */
    private final class Provider implements CallSource {
        @Override
        public Page<CallSummary> listCalls(ListQuery query) {
            return new Page<>(patient(), List.of(), 0);
        }

        @Override
        public Page<RawLine> listSessions(ListQuery query) {
            return new Page<>(patient(), List.of(), 0);
        }

        @Override
        public Page<RawLine> listErrors(ListQuery query) {
            return new Page<>(patient(), List.of(), 0);
        }

        @Override
        public CallBody fetchLog(LogId logId, MemoryBudget.Reservation memory) {
            return new CallBody(Content.of(new byte[0]), "" + patient());
        }

        private long patient() {
            return fence.isPatient ? 1 : 0;
        }
    }

    @Test
    void every_question_is_a_patient_wait() {
        ListQuery query = ListQuery.all(new TimeWindow(0, 1));

        assertThat(source.listCalls(query).total()).isEqualTo(1);
        assertThat(source.listSessions(query).total()).isEqualTo(1);
        assertThat(source.listErrors(query).total()).isEqualTo(1);
        assertThat(source.fetchLog(new LogId(1)).location()).isEqualTo("1");
        assertThat(fence.waits).isEqualTo(4);
    }

    @Test
    void calls_that_are_still_being_listed_are_waited_for_patiently() {
        ListingProgress progress = new ListingProgress();
        progress.waitedForIn(fence);
        progress.came();

        assertThat(progress.awaitMoreThan(0)).isTrue();
        progress.end(true);
        assertThat(progress.awaitMoreThan(1)).isFalse();

        assertThat(fence.waits).isEqualTo(2);
    }
}
