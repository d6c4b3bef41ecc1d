package dev.callvault.metrics;

import dev.callvault.store.status.AccountHealth;
import dev.callvault.store.status.AccountHealth.StreamHealth;
import dev.callvault.store.status.Forecast;
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

/**
 * Gauges read from the archive, for each account and stream. A missing value is left out. No figure is calculated here:
 * they are those of {@code callvault status}.
 */
final class ArchiveGauges {
    private final List<StreamGauge> streams;
    private final List<AccountGauge> accounts;
    private final MultiGauge calls;

    private record StreamGauge(MultiGauge gauge, Function<StreamHealth, Optional<? extends Number>> value) {}

    private record AccountGauge(MultiGauge gauge, Function<AccountHealth, Optional<? extends Number>> value) {}

    ArchiveGauges(MeterRegistry registry) {
        streams = List.of(
                new StreamGauge(
                        gauge(
                                registry,
                                "complete.through.timestamp.seconds",
                                "Everything that started before this time is stored or recorded in archive.gaps"),
                        it -> it.completeThrough().map(Instant::getEpochSecond)),
                new StreamGauge(
                        gauge(
                                registry,
                                "last.attempt.timestamp.seconds",
                                "When a run of the stream last ended, successful or not"),
                        it -> it.lastAttempt().map(Instant::getEpochSecond)),
                new StreamGauge(
                        gauge(registry, "last.success.timestamp.seconds", "When a run of the stream last succeeded"),
                        it -> it.lastSuccess().map(Instant::getEpochSecond)),
                new StreamGauge(
                        gauge(
                                registry,
                                "unproven.spans",
                                "Spans of listed time that are neither proven nor acknowledged"),
                        it -> Optional.of(it.unprovenSpans())),
                new StreamGauge(
                        gauge(registry, "gaps", "Losses in archive.gaps that are neither resolved nor acknowledged"),
                        it -> Optional.of(it.gaps())),
                new StreamGauge(
                        gauge(registry, "doubts", "Unreadable rows and conflicts of log ids, not acknowledged"),
                        it -> Optional.of(it.doubts())),
                new StreamGauge(
                        gauge(registry, "acknowledged", "What was acknowledged, and is not counted elsewhere"),
                        it -> Optional.of(it.acknowledged())),
                new StreamGauge(
                        gauge(
                                registry,
                                "acknowledged.spans",
                                "Unproven spans that were acknowledged; they hold the watermark until they are proven or expire"),
                        it -> Optional.of(it.acknowledgedSpans())));
        accounts = List.of(
                new AccountGauge(
                        gauge(
                                registry,
                                "headroom.seconds",
                                "Time until the next loss: of a pending log, or of time that is not proven"),
                        forecast(it -> it.headroom().map(Duration::toSeconds))),
                new AccountGauge(
                        gauge(registry, "body.headroom.seconds", "Time until the next pending log expires"),
                        forecast(it -> it.bodyHeadroom().map(Duration::toSeconds))),
                new AccountGauge(
                        gauge(registry, "backlog.logs", "Logs listed but not fetched yet"),
                        forecast(it -> Optional.of(it.backlog()))),
                new AccountGauge(
                        gauge(
                                registry,
                                "drain.seconds",
                                "Time until the backlog is fetched at the recent rate; absent at a standstill"),
                        forecast(it -> it.drain().map(Duration::toSeconds))),
                new AccountGauge(
                        gauge(
                                registry,
                                "expected.losses",
                                "Logs that will expire before their turn at the recent rate"),
                        forecast(it -> Optional.of(it.expectedLosses()))),
                new AccountGauge(
                        gauge(registry, "at.risk", "1 while something will be lost unless things change"),
                        forecast(it -> Optional.of(it.isAtRisk() ? 1 : 0))),
                new AccountGauge(
                        gauge(
                                registry,
                                "budget.requests.per.second",
                                "Requests per second that configuration and provider allow; absent without a limit"),
                        forecast(Forecast::budgetPerSecond)),
                new AccountGauge(
                        gauge(registry, "login.refused", "1 while the provider refuses the login"),
                        it -> Optional.of(it.refused().isPresent() ? 1 : 0)));
        calls = gauge(registry, "calls", "Calls by the state of their log");
    }

    private static Function<AccountHealth, Optional<? extends Number>> forecast(
            Function<Forecast, Optional<? extends Number>> value) {
        return it -> value.apply(it.forecast());
    }

    private static MultiGauge gauge(MeterRegistry registry, String name, String what) {
        return MultiGauge.builder("callvault." + name).description(what).register(registry);
    }

    void show(List<AccountHealth> shown) {
        streams.forEach(it -> it.gauge().register(rows(it, shown), true));
        accounts.forEach(it -> it.gauge().register(rows(it, shown), true));
    }

    void showCalls(Map<String, Map<String, Long>> logStates) {
        List<Row<?>> rows = new ArrayList<>();
        logStates.forEach((account, states) ->
                states.forEach((state, count) -> rows.add(Row.of(Tags.of("account", account, "state", state), count))));
        calls.register(rows, true);
    }

    private static List<Row<?>> rows(StreamGauge gauge, List<AccountHealth> accounts) {
        List<Row<?>> rows = new ArrayList<>();
        for (AccountHealth account : accounts) {
            for (StreamHealth stream : account.streams()) {
                Tags tags = Tags.of("account", account.account(), "stream", stream.stream());
                gauge.value().apply(stream).ifPresent(it -> rows.add(Row.of(tags, it)));
            }
        }
        return rows;
    }

    private static List<Row<?>> rows(AccountGauge gauge, List<AccountHealth> accounts) {
        List<Row<?>> rows = new ArrayList<>();
        for (AccountHealth account : accounts) {
            Tags tags = Tags.of("account", account.account());
            gauge.value().apply(account).ifPresent(it -> rows.add(Row.of(tags, it)));
        }
        return rows;
    }
}
