package dev.callvault.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.archive.report.ArchiveSettings;
import dev.callvault.archive.report.Failure;
import dev.callvault.archive.report.RunListener;
import dev.callvault.archive.report.RunReport;
import dev.callvault.call.Account;
import dev.callvault.call.CallSummary;
import dev.callvault.call.LogId;
import dev.callvault.call.LogState;
import dev.callvault.call.SessionId;
import dev.callvault.refine.Lines;
import dev.callvault.refine.Redactor;
import dev.callvault.source.CallService;
import dev.callvault.source.MemoryBudget;
import dev.callvault.source.SourceFailure;
import dev.callvault.store.Ports;
import dev.callvault.store.ProviderLogin;
import dev.callvault.store.coordination.DatabaseClock;
import dev.callvault.store.listing.Listing;
import dev.callvault.store.listing.Rows;
import dev.callvault.store.memory.MemoryArchive;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A pass in which one part fails. */
class FullPassTest {
    private static final Instant NOW = Instant.parse("2026-11-20T20:00:00Z");

    private final MemoryArchive archive = new MemoryArchive();
    private final Ports ports = archive.ports();
    private final Account account = ports.accounts()
            .register("main", new ProviderLogin(URI.create("https://example.com/ws"), "user"), ZoneOffset.UTC, NOW);
    private final AnyProvider provider = new AnyProvider();
    private final AtomicInteger meanwhile = new AtomicInteger();

    private RunReport pass() {
        AccountParts parts = new AccountParts(
                account,
                provider,
                Optional::empty,
                DatabaseClock.SILENT,
                service -> 0,
                new Lines(ZoneOffset.UTC),
                new AccountParts.Stores(
                        ports.listings(), ports.bodies(), ports.runs(), ports.sessionTimes(), ports.fence()),
                Redactor.CARDS,
                MemoryBudget.unlimited());
        ArchiveSettings settings = new ArchiveSettings(Duration.ofHours(1), 1, "node");
        return StepwiseRuns.of(parts, settings, RunListener.NONE, () -> NOW)
                .run(Duration.ZERO, meanwhile::incrementAndGet);
    }

    /** A call whose log is still wanted. */
    private void wanted() {
        CallSummary call = new CallSummary(
                new LogId(1), new SessionId("1"), "inbound", "8005550142", "6175550199", NOW.minusSeconds(9000), null);
        ports.listings().save(account.id(), new Listing(new Rows.Calls(List.of(call)), List.of(), NOW));
    }

    private boolean isArchived() {
        return Objects.requireNonNull(archive.of(account.id()).calls().get(new LogId(1)))
                        .state()
                == LogState.ARCHIVED;
    }

    private void failing(CallService failing, SourceFailure failure) {
        provider.rule((service, log) -> {
            if (service == failing) {
                throw failure;
            }
        });
    }

    @ParameterizedTest
    @EnumSource(
            value = CallService.class,
            names = {"LOGS", "SESSIONS", "ERRORS"})
    void a_stream_that_fails_ends_neither_the_others_nor_the_fetching(CallService stream) {
        wanted();
        failing(stream, new SourceFailure.Refused("An error occurred"));

        RunReport report = pass();

        assertThat(report.streams()).hasSize(3);
        assertThat(report.streams()).filteredOn(it -> it.failure().isPresent()).hasSize(1);
        assertThat(Set.copyOf(provider.asked())).contains("LOGS", "SESSIONS", "ERRORS", "1");
        assertThat(isArchived()).isTrue();
        assertThat(report.bodies().failure()).isEmpty();
        assertThat(meanwhile).hasValue(1);
    }

    @Test
    void logs_that_cannot_be_fetched_end_no_stream() {
        wanted();
        failing(CallService.LOG, new SourceFailure.ServerTrouble("HTTP 500"));

        RunReport report = pass();

        assertThat(report.failures()).isEmpty();
        assertThat(report.bodies().failed()).isOne();
        assertThat(report.isIncomplete()).isTrue();
        assertThat(report.streams()).hasSize(3);
    }

    @Test
    void a_refused_login_ends_all_of_it_at_its_first_request() {
        wanted();
        provider.rule((service, log) -> {
            throw new SourceFailure.CredentialsRefused("HTTP 401");
        });

        RunReport report = pass();

        assertThat(provider.asked()).containsExactly("LOGS");
        assertThat(report.failures()).singleElement().matches(Failure::credentials);
        assertThat(report.streams()).hasSize(1);
        assertThat(meanwhile).hasValue(0);
        assertThat(isArchived()).isFalse();
    }

    @Test
    void one_that_comes_amid_it_ends_the_rest() {
        wanted();
        provider.rule((service, log) -> {
            if (service == CallService.SESSIONS) {
                throw new SourceFailure.CredentialsRefused("HTTP 401");
            }
        });

        RunReport report = pass();

        assertThat(provider.asked()).doesNotContain("ERRORS");
        assertThat(report.streams()).hasSize(2);
    }

    @Test
    void all_is_well() {
        wanted();

        RunReport report = pass();

        assertThat(report.failures()).isEmpty();
        assertThat(report.isIncomplete()).isFalse();
        assertThat(isArchived()).isTrue();
        assertThat(meanwhile).hasValue(1);
    }
}
