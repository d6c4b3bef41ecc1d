package dev.callvault.metrics;

import dev.callvault.store.status.AccountHealth;
import dev.callvault.store.status.AccountHealth.StreamHealth;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Gauges read from the archive, for each account and stream. A missing value is left out. */
final class ArchiveGauges {
    private final MultiGauge completeThrough;
    private final MultiGauge lastAttempt;
    private final MultiGauge lastSuccess;
    private final MultiGauge unproven;
    private final MultiGauge gaps;
    private final MultiGauge backlog;
    private final MultiGauge headroom;
    private final MultiGauge calls;

    ArchiveGauges(MeterRegistry registry) {
        completeThrough = gauge(
                registry,
                "complete.through.timestamp.seconds",
                "Everything that started before this time is stored or recorded in archive.gaps");
        lastAttempt = gauge(
                registry, "last.attempt.timestamp.seconds", "When a run of the stream last ended, successful or not");
        lastSuccess = gauge(registry, "last.success.timestamp.seconds", "When a run of the stream last succeeded");
        unproven = gauge(registry, "unproven.spans", "Spans of listed time that are not proven");
        gaps = gauge(registry, "gaps", "Losses recorded in archive.gaps");
        backlog = gauge(registry, "backlog.logs", "Logs listed but not fetched yet");
        headroom = gauge(
                registry, "headroom.seconds", "Time until the next pending log expires; absent when none is pending");
        calls = gauge(registry, "calls", "Calls by the state of their log");
    }

    private static MultiGauge gauge(MeterRegistry registry, String name, String what) {
        return MultiGauge.builder("callvault." + name).description(what).register(registry);
    }

    void show(List<AccountHealth> accounts, Map<String, Map<String, Long>> logStates, Instant now) {
        streams(completeThrough, accounts, it -> it.completeThrough().map(ArchiveGauges::epoch));
        streams(lastAttempt, accounts, it -> it.lastAttempt().map(ArchiveGauges::epoch));
        streams(lastSuccess, accounts, it -> it.lastSuccess().map(ArchiveGauges::epoch));
        streams(unproven, accounts, it -> Optional.of(it.unprovenSpans()));
        streams(gaps, accounts, it -> Optional.of(it.gaps()));
        accounts(backlog, accounts, it -> Optional.of(it.backlog()));
        accounts(
                headroom,
                accounts,
                it -> it.nextExpiry().map(at -> Duration.between(now, at).toSeconds()));
        List<Row<?>> rows = new ArrayList<>();
        logStates.forEach((account, states) ->
                states.forEach((state, count) -> rows.add(Row.of(Tags.of("account", account, "state", state), count))));
        calls.register(rows, true);
    }

    private static void streams(
            MultiGauge gauge, List<AccountHealth> accounts, Function<StreamHealth, Optional<Long>> value) {
        List<Row<?>> rows = new ArrayList<>();
        for (AccountHealth account : accounts) {
            for (StreamHealth stream : account.streams()) {
                Tags tags = Tags.of("account", account.account(), "stream", stream.stream());
                value.apply(stream).ifPresent(it -> rows.add(Row.of(tags, it)));
            }
        }
        gauge.register(rows, true);
    }

    private static void accounts(
            MultiGauge gauge, List<AccountHealth> accounts, Function<AccountHealth, Optional<Long>> value) {
        List<Row<?>> rows = new ArrayList<>();
        accounts.forEach(account ->
                value.apply(account).ifPresent(it -> rows.add(Row.of(Tags.of("account", account.account()), it))));
        gauge.register(rows, true);
    }

    private static Long epoch(Instant instant) {
        return instant.getEpochSecond();
    }
}
