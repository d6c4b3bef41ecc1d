package dev.callvault.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.store.forget.KeepPeriod;
import dev.callvault.store.forget.KeepState;
import dev.callvault.store.forget.KeepStore;
import dev.callvault.store.forget.KeepTerm;
import dev.callvault.store.forget.RecordKind;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract of {@link KeepStore}, for every implementation. */
public abstract class KeepStoreContract {
    private static final Instant SINCE = Instant.parse("2026-11-20T20:00:00Z");
    private static final KeepPeriod YEAR = KeepPeriod.parse("P1Y");
    private static final KeepPeriod MONTH = KeepPeriod.parse("P1M");

    @SuppressWarnings("NullAway.Init")
    private KeepStore keep;

    /** The store of an empty archive. */
    protected abstract KeepStore fresh();

    @BeforeEach
    void open() {
        keep = fresh();
    }

    @Test
    void everything_is_kept_for_ever_until_something_else_is_in_force() {
        KeepState state = keep.read();

        assertThat(state.term(RecordKind.CALLS)).isEqualTo(KeepTerm.FOREVER);
        assertThat(state.isEmpty()).isTrue();
        assertThat(state.lastSuccess()).isEmpty();
    }

    @Test
    void a_term_is_kept_for_each_kind_with_what_waits() {
        KeepTerm waiting = KeepTerm.of(YEAR).waitingFor(MONTH, SINCE);

        assertThat(keep.change(RecordKind.CALLS, KeepTerm.FOREVER, waiting)).isTrue();
        assertThat(keep.change(RecordKind.ERRORS, KeepTerm.FOREVER, KeepTerm.of(MONTH)))
                .isTrue();

        assertThat(keep.read().term(RecordKind.CALLS)).isEqualTo(waiting);
        assertThat(keep.read().term(RecordKind.ERRORS)).isEqualTo(KeepTerm.of(MONTH));
        assertThat(keep.read().term(RecordKind.BODIES)).isEqualTo(KeepTerm.FOREVER);
        assertThat(keep.change(RecordKind.CALLS, waiting, waiting.settled())).isTrue();
        assertThat(keep.read().term(RecordKind.CALLS)).isEqualTo(KeepTerm.of(YEAR));
    }

    @Test
    void what_another_one_changed_meanwhile_stays() {
        KeepTerm waiting = KeepTerm.FOREVER.waitingFor(MONTH, SINCE);
        keep.change(RecordKind.CALLS, KeepTerm.FOREVER, waiting);

        assertThat(keep.change(RecordKind.CALLS, KeepTerm.FOREVER, KeepTerm.of(MONTH)))
                .isFalse();
        assertThat(keep.change(
                        RecordKind.CALLS, KeepTerm.FOREVER.waitingFor(MONTH, SINCE.plusSeconds(1)), KeepTerm.of(MONTH)))
                .isFalse();
        assertThat(keep.read().term(RecordKind.CALLS)).isEqualTo(waiting);
    }
}
