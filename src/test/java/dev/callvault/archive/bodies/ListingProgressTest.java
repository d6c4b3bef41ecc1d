package dev.callvault.archive.bodies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callvault.archive.Heard;
import dev.callvault.archive.report.RunListener;
import dev.callvault.call.Account;
import dev.callvault.call.AccountId;
import dev.callvault.call.LogStream;
import dev.callvault.source.SourceFailure;
import dev.callvault.store.listing.Written;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ListingProgressTest {
    private final ListingProgress progress = new ListingProgress();

    @Test
    void what_came_already_is_not_waited_for() {
        progress.came();
        progress.came();

        assertThat(progress.count()).isEqualTo(2);
        assertThat(progress.awaitMoreThan(1)).isTrue();
    }

    @Test
    void whoever_waits_goes_on_when_more_comes() {
        CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(() -> progress.awaitMoreThan(0));

        progress.came();

        assertThat(waiting.join()).isTrue();
    }

    @Test
    void whoever_waits_goes_on_when_nothing_more_will_come() {
        CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(() -> progress.awaitMoreThan(0));

        progress.end(true);

        assertThat(waiting.join()).isFalse();
        assertThat(progress.isCalledOff()).as("what came is to be fetched").isFalse();
    }

    @Test
    void what_came_before_the_end_still_counts() {
        progress.came();
        progress.end(true);

        assertThat(progress.awaitMoreThan(0)).isTrue();
        assertThat(progress.awaitMoreThan(1)).isFalse();
    }

    @Test
    void once_called_off_it_stays_so() {
        progress.end(false);
        progress.end(true);

        assertThat(progress.isCalledOff()).isTrue();
    }

    @Test
    void calls_that_were_listed_before_are_over_and_wanted() {
        assertThat(ListingProgress.over().awaitMoreThan(0)).isFalse();
        assertThat(ListingProgress.over().isCalledOff()).isFalse();
    }

    @Test
    void a_program_that_stops_does_not_wait() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> progress.awaitMoreThan(0)).isInstanceOf(SourceFailure.Interrupted.class);
        assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();
    }

    @Test
    void listed_calls_are_signalled_and_lines_are_not_and_everything_is_passed_on() {
        Account account = new Account(new AccountId(1), "default", ZoneId.of("UTC"));
        Heard heard = new Heard();
        RunListener signal = RunListener.both(heard, new ListingProgressListener(progress));

        signal.listed(account, LogStream.SESSIONS, 3, Written.NOTHING);
        assertThat(progress.count()).isZero();
        signal.listed(account, LogStream.CALLS, 0, Written.NOTHING);
        assertThat(progress.count()).isOne();
        signal.settled(account, List.of());
        signal.ended(account, "calls", true, 4);
        signal.totalDiffered(account, LogStream.ERRORS);

        assertThat(heard.all)
                .containsExactly(
                        "listed default sessions 3 +0 ~0",
                        "listed default calls 0 +0 ~0",
                        "settled default 0",
                        "ended default calls well 4",
                        "differed default errors");
    }
}
