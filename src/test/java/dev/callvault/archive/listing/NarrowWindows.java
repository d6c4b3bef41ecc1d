package dev.callvault.archive.listing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.archive.AccountParts;
import dev.callvault.archive.ArchiveRun;
import dev.callvault.archive.report.ArchiveSettings;
import dev.callvault.archive.report.RunListener;
import dev.callvault.archive.report.StreamReport;
import dev.callvault.call.Account;
import dev.callvault.call.CoverageSpan;
import dev.callvault.call.LogStream;
import dev.callvault.call.TimeWindow;
import dev.callvault.refine.Lines;
import dev.callvault.refine.Redactor;
import dev.callvault.source.CallSource;
import dev.callvault.source.CountingSource;
import dev.callvault.source.ListQuery;
import dev.callvault.source.MemoryBudget;
import dev.callvault.source.RetryPolicy;
import dev.callvault.source.RetryingSource;
import dev.callvault.source.SourceFailure;
import dev.callvault.store.Ports;
import dev.callvault.store.ProviderLogin;
import dev.callvault.store.coordination.DatabaseClock;
import dev.callvault.store.listing.UnprovenSpan;
import dev.callvault.store.listing.WindowLimit;
import dev.callvault.store.listing.WindowLimit.Question;
import dev.callvault.store.memory.MemoryArchive;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whole runs over one stream of a provider that cannot serve every window. */
abstract class NarrowWindows {
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final long HOUR = 3600;
    private static final long DAY = 24 * HOUR;

    private final LogStream stream;

    private final MemoryArchive memory = new MemoryArchive();
    private final Ports ports = memory.ports();
    private final FussyProvider provider = new FussyProvider();
    private Instant now = Instant.parse("2026-11-20T20:10:30Z");
    private Account account = ports.accounts()
            .register("first", new ProviderLogin(URI.create("http://localhost/ws"), "user"), NEW_YORK, now);
    private ArchiveRun run = process();

    NarrowWindows(LogStream stream) {
        this.stream = stream;
    }

    /** A freshly started program: it knows what the database knows. */
    private ArchiveRun process() {
        CountingSource counted = new CountingSource(provider);
        CallSource patient = new RetryingSource(counted, RetryPolicy.DEFAULT, pause -> {}, () -> 0L);
        AccountParts parts = new AccountParts(
                account,
                patient,
                Optional::empty,
                DatabaseClock.SILENT,
                counted,
                new Lines(NEW_YORK),
                new AccountParts.Stores(
                        ports.listings(), ports.bodies(), ports.runs(), ports.sessionTimes(), ports.fence()),
                Redactor.CARDS,
                MemoryBudget.unlimited());
        return new ArchiveRun(parts, new ArchiveSettings(Duration.ofHours(1), 1, "node"), RunListener.NONE, () -> now);
    }

    /** Records at regular intervals, as far back as the stream is kept. */
    @BeforeEach
    void fill() {
        long to = now.getEpochSecond();
        provider.every(retained() / 400 + 7, new TimeWindow(to - 364 * DAY, to));
    }

    private StreamReport list() {
        return run.list(stream, Duration.ZERO);
    }

    private long retained() {
        return stream.retention().toSeconds();
    }

    private List<CoverageSpan> ledger() {
        return ports.listings().coverage(account.id(), stream, new TimeWindow(0, Long.MAX_VALUE / 2));
    }

    private long seconds(boolean proven) {
        return ledger().stream()
                .filter(it -> it.proven() == proven)
                .mapToLong(it -> it.window().seconds())
                .sum();
    }

    /** Everything that starts within the stream's retention is stored. */
    private void assertWhole(long unprovenSeconds) {
        assertThat(seconds(true) + unprovenSeconds).isBetween(retained() - 2 * HOUR, retained() + 2 * DAY);
        assertThat(seconds(false)).isEqualTo(unprovenSeconds);
        long total = ledger().stream()
                .filter(CoverageSpan::proven)
                .mapToLong(CoverageSpan::total)
                .sum();
        assertThat(stored()).isGreaterThanOrEqualTo(total);
    }

    private long stored() {
        return switch (stream) {
            case CALLS -> memory.of(account.id()).calls().size();
            case SESSIONS -> memory.of(account.id()).sessions().size();
            case ERRORS -> memory.of(account.id()).errors().size();
        };
    }

    private void succeeded(StreamReport report) {
        assertThat(report.failure()).isEmpty();
        assertThat(report.lost()).isZero();
        assertThat(ports.runs().lastSuccess(account.id(), report.stream())).contains(now);
    }

    @Test
    void a_limit_of_width_costs_its_refusals_once() {
        provider.refusingWiderThan(retained() / 50);

        succeeded(list());
        assertWhole(0);
        assertThat(provider.unserved).hasSizeLessThan(20 * 4);

        provider.takeQuestions();
        now = now.plusSeconds(300);
        run = process();
        succeeded(list());
        assertThat(provider.unserved).isEmpty();
        assertThat(provider.questions).hasSizeLessThan(210);

        provider.takeQuestions();
        now = now.plusSeconds(300);
        succeeded(list());
        assertThat(provider.questions)
                .as("old time is asked about once an hour")
                .hasSizeLessThan(50);
        assertWhole(0);
    }

    @Test
    void a_late_record_is_found_whatever_the_width() {
        provider.refusingWiderThan(retained() / 50);
        list();
        long late = now.getEpochSecond() - retained() / 2;
        provider.with(late);
        long before = stored();

        run = process();
        succeeded(list());

        assertThat(stored()).isEqualTo(before + 1);
        assertWhole(0);
    }

    @Test
    void a_gateway_that_gives_up_on_wide_windows_is_got_along_with() {
        provider.failing(query -> {
            if (query.window().seconds() > retained() / 50) {
                throw new SourceFailure.ServerTrouble("HTTP 504");
            }
        });

        succeeded(list());

        assertWhole(0);
        assertThat(provider.unserved).hasSizeLessThan(40 * 4);
    }

    @Test
    void a_sweep_keeps_to_the_limit_and_finds_it_by_itself() {
        list();
        provider.refusingWiderThan(retained() / 50);

        succeeded(run.sweep(stream, Duration.ZERO));
        assertWhole(0);
        provider.takeQuestions();
        run = process();
        succeeded(run.sweep(stream, Duration.ZERO));

        assertThat(provider.unserved).isEmpty();
        assertWhole(0);
    }

    @Test
    void seconds_that_cannot_be_listed_are_named_and_hold_up_nothing_else() {
        long one = now.getEpochSecond() - retained() / 2;
        long other = now.getEpochSecond() - retained() / 3;
        provider.poisonedAt(one).poisonedAt(other);

        StreamReport report = list();

        succeeded(report);
        assertThat(report.unproven()).isEqualTo(2);
        assertWhole(2);
        assertThat(ports.status().unproven(account.id()))
                .containsExactly(unproven(one, now, now), unproven(other, now, now));
        assertThat(memory.of(account.id()).ledger(stream).watermark()).contains(Instant.ofEpochSecond(one));

        Instant since = now;
        now = now.plusSeconds(300);
        provider.takeQuestions();
        succeeded(list());
        assertThat(provider.questions)
                .as("known seconds cost one question each")
                .hasSizeLessThan(12 * 4);
        assertThat(ports.status().unproven(account.id()))
                .containsExactly(unproven(one, since, now), unproven(other, since, now));

        provider.healed();
        now = now.plusSeconds(300);
        succeeded(list());
        assertWhole(0);
        assertThat(ports.status().unproven(account.id())).isEmpty();
        assertThat(memory.of(account.id()).ledger(stream).watermark()).contains(now);
    }

    private UnprovenSpan unproven(long second, Instant since, Instant tried) {
        return new UnprovenSpan(
                stream.label(), new TimeWindow(second, second + 1), "cannot be listed: HTTP 500", since, tried);
    }

    @Test
    void a_second_that_goes_bad_after_it_was_proven_is_found_by_its_total() {
        list();
        long bad = now.getEpochSecond() - retained() / 2;
        provider.poisonedAt(bad);
        now = now.plusSeconds(300);

        succeeded(list());

        assertThat(ports.status().unproven(account.id())).containsExactly(unproven(bad, now, now));
        assertWhole(1);
    }

    @Test
    void a_provider_that_is_down_costs_a_handful_of_requests() {
        provider.down();

        StreamReport report = list();

        assertThat(report.failure()).isPresent();
        assertThat(provider.questions).hasSize(1 + 4);
        assertThat(report.requests()).isEqualTo(5);
        assertThat(ledger()).isEmpty();
        assertThat(ports.runs().lastSuccess(account.id(), stream.label())).isEmpty();
    }

    @Test
    void an_old_start_and_a_long_range_are_refused_together() {
        provider.refusingWiderThan(retained() / 50).refusingBefore(now.getEpochSecond() - retained() + 2 * HOUR + 400);

        succeeded(list());

        assertThat(seconds(true)).isBetween(retained() - 3 * HOUR, retained());
        assertThat(seconds(false)).isZero();
    }

    @Test
    void where_old_time_is_out_of_order_new_records_come_in_all_the_same() {
        long old = now.getEpochSecond() - 2 * HOUR;
        provider.failing(query -> {
            if (query.window().from() < old - HOUR) {
                throw new SourceFailure.ServerTrouble("HTTP 500");
            }
        });

        StreamReport report = list();

        succeeded(report);
        assertThat(report.unproven()).isPositive();
        assertThat(provider.questions).hasSizeLessThan(10 * Inquiry.MAX_IN_A_ROW);
        assertThat(ledger().getLast().window().to()).isEqualTo(now.getEpochSecond());
        assertThat(ledger().getLast().proven()).isTrue();

        provider.healed();
        assertThat(list().failure()).isEmpty();
        assertWhole(0);
    }

    @Test
    void a_limit_is_remembered_by_the_run_that_was_cut_off() {
        provider.refusingWiderThan(retained() / 50).failing(query -> {
            if (provider.questions.size() > 100) {
                throw new SourceFailure.Unreachable("cut", null);
            }
        });

        assertThat(list().failure()).isPresent();

        assertThat(ports.listings().windowLimit(account.id(), stream, Question.LIST))
                .isPresent();
        provider.healed();
        provider.refusingWiderThan(retained() / 50);
        provider.takeQuestions();
        run = process();
        succeeded(list());
        assertThat(provider.unserved.stream().filter(it -> it.limit() == ListQuery.MAX))
                .isEmpty();
        assertWhole(0);
    }

    @Test
    void a_limit_that_is_lifted_is_forgotten_after_some_runs() {
        provider.refusingWiderThan(retained() / 50);
        list();
        provider.healed();
        now = now.plus(Duration.ofDays(1));

        for (int i = 0; i < 8; i++) {
            succeeded(run.sweep(stream, Duration.ZERO));
            succeeded(list());
            now = now.plus(Duration.ofHours(1));
        }

        assertThat(ports.listings().windowLimit(account.id(), stream, Question.LIST))
                .isEmpty();
        assertThat(ports.listings().windowLimit(account.id(), stream, Question.TOTAL))
                .map(WindowLimit::seconds)
                .isIn(Optional.empty(), Optional.of(WindowLimit.NO_LIMIT));
        provider.takeQuestions();
        run = process();
        succeeded(list());
        assertThat(provider.questions).hasSizeLessThan(8);
    }

    @Test
    void rows_that_cannot_be_read_are_kept_until_they_can() {
        long one = now.getEpochSecond() - retained() / 2;
        provider.withUnreadable(one);

        StreamReport report = list();

        succeeded(report);
        assertThat(report.unproven()).isOne();
        assertThat(ports.status().unread(account.id())).singleElement().satisfies(row -> {
            assertThat(row.stream()).isEqualTo(stream.label());
            assertThat(row.window()).isEqualTo(new TimeWindow(one, one + 1));
            assertThat(row.reason()).isEqualTo("log_id is null");
            assertThat(row.text()).contains("\"start\":" + one);
            assertThat(row.firstSeen()).isEqualTo(now);
        });
        assertWhole(1);

        Instant first = now;
        now = now.plusSeconds(300);
        provider.takeQuestions();
        succeeded(list());
        assertThat(provider.questions).hasSizeLessThan(8);
        assertThat(ports.status().unread(account.id())).singleElement().satisfies(row -> {
            assertThat(row.firstSeen()).isEqualTo(first);
            assertThat(row.lastSeen()).isEqualTo(now);
        });

        provider.with(one);
        now = now.plusSeconds(300);
        succeeded(list());
        assertThat(ports.status().unread(account.id())).isEmpty();
        assertWhole(0);
    }
}
