package dev.callvault.archive.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callvault.archive.guard.AgreedTime;
import dev.callvault.archive.guard.RunTime;
import dev.callvault.archive.report.ClockWrong;
import dev.callvault.archive.report.RunListener;
import dev.callvault.call.Account;
import dev.callvault.call.AccountId;
import dev.callvault.call.CallSummary;
import dev.callvault.call.CoverageSpan;
import dev.callvault.call.LogId;
import dev.callvault.call.LogStream;
import dev.callvault.call.Page;
import dev.callvault.call.SessionId;
import dev.callvault.call.TimeWindow;
import dev.callvault.store.StoreFailure;
import dev.callvault.store.coordination.DatabaseClock;
import dev.callvault.store.listing.Listing;
import dev.callvault.store.listing.ListingStore;
import dev.callvault.store.listing.Rows;
import dev.callvault.store.listing.WindowLimit;
import dev.callvault.store.listing.Written;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StreamRunTest {
    private static final Instant NOW = Instant.parse("2026-11-20T20:10:30Z");
    private static final TimeWindow DAY =
            TimeWindow.between(NOW.minusSeconds(3 * 86_400), NOW.minusSeconds(2 * 86_400));

    private final Saved saved = new Saved();
    private Instant clock = NOW;
    private final StreamRun<CallSummary> run = new StreamRun<>(
            new Account(new AccountId(1), "default", ZoneId.of("America/New_York")),
            new StreamSource<>(
                    LogStream.CALLS,
                    query -> new Page<>(0, List.of(), 0),
                    CallSummary::logId,
                    false,
                    rows -> List.of(),
                    Rows.Calls::new,
                    StreamRunTest::times),
            saved,
            new RunHistory(Optional.empty(), new AuditPace()),
            RunListener.NONE,
            new RunTime(NOW, new AgreedTime(Optional::empty, DatabaseClock.SILENT, () -> clock)));

    @Test
    void a_long_listing_is_stored_in_parts_and_proves_its_time_with_the_last() {
        run.proven(DAY, calls(4_500));

        assertThat(saved.listings)
                .extracting(it -> it.rows().size() + (it.spans().isEmpty() ? "" : " proving"))
                .containsExactly("2000", "2000", "500 proving");
        assertThat(saved.listings.stream()
                        .flatMap(it -> ((Rows.Calls) it.rows()).list().stream())
                        .toList())
                .isEqualTo(calls(4_500));
        assertThat(run.report(1, Optional.empty()).listed()).isEqualTo(4_500);
    }

    @Test
    void a_listing_that_breaks_off_between_its_parts_proves_nothing() {
        saved.most = 1;

        assertThatThrownBy(() -> run.proven(DAY, calls(4_500))).isInstanceOf(StoreFailure.class);

        assertThat(saved.listings).singleElement().satisfies(it -> {
            assertThat(it.rows().size()).isEqualTo(2_000);
            assertThat(it.spans()).isEmpty();
        });
        assertThat(run.report(1, Optional.empty()).listed()).isZero();
    }

    @Test
    void a_listing_as_long_as_a_part_is_stored_at_once() {
        run.proven(DAY, calls(2_000));

        assertThat(saved.listings)
                .singleElement()
                .satisfies(it -> assertThat(it.spans()).isNotEmpty());
    }

    @Test
    void a_listing_without_rows_still_proves_its_time() {
        run.proven(DAY, List.of());

        assertThat(saved.listings).singleElement().satisfies(it -> {
            assertThat(it.rows().size()).isZero();
            assertThat(it.spans()).isNotEmpty();
        });
    }

    @Test
    void what_expired_while_the_machine_slept_is_kept_and_not_proven() {
        clock = NOW.plus(Duration.ofHours(60));
        TimeWindow window = TimeWindow.between(NOW.minus(Duration.ofHours(70)), NOW.minus(Duration.ofDays(2)));
        List<CallSummary> calls = List.of(
                call(1, NOW.minus(Duration.ofHours(69)).getEpochSecond()),
                call(2, NOW.minus(Duration.ofHours(50)).getEpochSecond()));

        run.proven(window, calls);

        Listing listing = saved.listings.getFirst();
        assertThat(listing.rows().size()).isEqualTo(2);
        assertThat(listing.spans().getFirst().window().start()).isEqualTo(NOW.minus(Duration.ofHours(59)));
        assertThat(listing.spans().stream().mapToLong(CoverageSpan::total).sum())
                .isOne();
        assertThat(listing.spans().getLast().window().end()).isEqualTo(NOW.minus(Duration.ofDays(2)));
    }

    @Test
    void what_expired_while_the_machine_slept_proves_nothing_at_all_where_it_all_did() {
        clock = NOW.plus(Duration.ofHours(71));

        run.proven(DAY, List.of());

        assertThat(saved.listings.getFirst().spans()).isEmpty();
    }

    @Test
    void a_run_that_began_days_ago_by_its_clock_ends() {
        clock = NOW.plus(Duration.ofDays(287));

        assertThatThrownBy(() -> run.proven(DAY, List.of()))
                .isInstanceOf(ClockWrong.class)
                .hasMessage("this machine's clock was set forward 287 days after the run began, or the run was"
                        + " interrupted for that long");
        assertThat(saved.listings).isEmpty();
    }

    private static CallSummary call(long id, long startedAt) {
        return new CallSummary(
                new LogId(id), new SessionId(""), "inbound", "", "", Instant.ofEpochSecond(startedAt), null);
    }

    private static List<CallSummary> calls(int count) {
        return LongStream.range(0, count)
                .mapToObj(it -> call(it, DAY.from() + it))
                .toList();
    }

    private static List<@Nullable Instant> times(Rows rows) {
        return ((Rows.Calls) rows)
                .list().stream().<@Nullable Instant>map(CallSummary::startedAt).toList();
    }

    /** A store that only records what it was given, and that may fail midway. */
    private static final class Saved implements ListingStore {
        private final List<Listing> listings = new ArrayList<>();
        private int most = Integer.MAX_VALUE;

        @Override
        public Written save(AccountId account, Listing listing) {
            if (listings.size() == most) {
                throw new StoreFailure("the database is gone", "start it", new IOException());
            }
            listings.add(listing);
            return Written.NOTHING;
        }

        @Override
        public List<CoverageSpan> coverage(AccountId account, LogStream stream, TimeWindow window) {
            return List.of();
        }

        @Override
        public List<TimeWindow> unsettled(AccountId account, LogStream stream, Instant before) {
            return List.of();
        }

        @Override
        public List<TimeWindow> acknowledged(AccountId account, LogStream stream) {
            return List.of();
        }

        @Override
        public Optional<Instant> beginning(AccountId account, LogStream stream) {
            return Optional.empty();
        }

        @Override
        public int recordLostTime(
                AccountId account, LogStream stream, List<TimeWindow> lost, String reason, Instant detectedAt) {
            return 0;
        }

        @Override
        public void withdrawAfter(AccountId account, LogStream stream, Instant now) {}

        @Override
        public Optional<WindowLimit> windowLimit(AccountId account, LogStream stream, WindowLimit.Question question) {
            return Optional.empty();
        }

        @Override
        public void limitWindows(
                AccountId account, LogStream stream, WindowLimit.Question question, Optional<WindowLimit> limit) {}

        @Override
        public void compactCoverage(Instant before) {}
    }
}
