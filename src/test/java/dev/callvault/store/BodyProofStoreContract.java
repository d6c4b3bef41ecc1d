package dev.callvault.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.call.LogId;
import dev.callvault.call.LogState;
import dev.callvault.store.bodies.BodyOutcome;
import dev.callvault.store.proof.BodyProofStore;
import dev.callvault.store.proof.BodyProofStore.Hashed;
import dev.callvault.store.proof.BodyProofStore.StoredBody;
import dev.callvault.store.proof.BodyProofStore.Unarchived;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The contract of {@link BodyProofStore}, for every implementation. */
public abstract class BodyProofStoreContract extends StoreContract {
    private static final String LOG =
            HexFormat.of().formatHex(body("log").content().sha256());

    private BodyProofStore proofs() {
        return store.bodyProofs();
    }

    @Test
    void calls_without_a_log_are_given_by_their_ids_each_with_its_state_and_its_reason() {
        save(List.of(call(4, T - 10), call(3, T - 20), call(2, T - 30), call(1, T - 40), call(5, T - 5)));
        settle(it -> new BodyOutcome.Archived(it, body("log")), 1);
        settle(it -> new BodyOutcome.Unavailable(it, "none", NOW.plusSeconds(60)), 1);
        settle(it -> new BodyOutcome.Quarantined(it, body("<html>"), "HTML", NOW.plusSeconds(60)), 1);
        settle(it -> new BodyOutcome.Failed(it, "HTTP 500", NOW.plusSeconds(60)), 1);

        assertThat(proofs().archived(account.id())).isOne();
        assertThat(proofs().unarchived(account.id()))
                .containsExactly(
                        new Unarchived(new LogId(2), LogState.UNAVAILABLE, true, "none"),
                        new Unarchived(new LogId(3), LogState.QUARANTINED, true, "HTML"),
                        new Unarchived(new LogId(4), LogState.PENDING, true, "HTTP 500"),
                        new Unarchived(new LogId(5), LogState.PENDING, true, ""));
        assertThat(proofs().missing(account.id())).isEmpty();
    }

    @Test
    void a_lost_log_says_why_and_that_it_is_not_asked_for_any_more() {
        save(List.of(call(1, T - 6 * 86_400)));
        store.bodies().recordExpired(account.id(), NOW, Duration.ofHours(1));

        assertThat(proofs().unarchived(account.id()))
                .containsExactly(
                        new Unarchived(new LogId(1), LogState.LOST, false, "the log expired before it was requested"));
    }

    @Test
    void so_many_logs_are_hashed_and_those_that_were_not_tampered_with_fit() {
        save(List.of(call(1, T - 40), call(2, T - 30), call(3, T - 20)));
        settle(it -> new BodyOutcome.Archived(it, body("log")), 2);
        settle(it -> new BodyOutcome.Quarantined(it, body("<html>"), "HTML", NOW), 1);

        assertThat(proofs().hash(account.id(), 1)).isEqualTo(new Hashed(1, List.of()));
        assertThat(proofs().hash(account.id(), Long.MAX_VALUE)).isEqualTo(new Hashed(2, List.of()));
    }

    @Test
    void a_sample_is_of_logs_whose_calls_started_then_or_later() {
        save(List.of(call(1, T - 40), call(2, T - 30), call(3, T - 20), call(4, T - 10)));
        settle(it -> new BodyOutcome.Archived(it, body("log")), 3);
        settle(it -> new BodyOutcome.Quarantined(it, body("<html>"), "HTML", NOW), 1);

        assertThat(proofs().sample(account.id(), at(T - 30), 9))
                .containsExactlyInAnyOrder(new StoredBody(new LogId(2), LOG), new StoredBody(new LogId(3), LOG));
        assertThat(proofs().sample(account.id(), at(T - 30), 1)).hasSize(1);
        assertThat(proofs().sample(account.id(), at(T - 15), 9)).isEmpty();
    }
}
