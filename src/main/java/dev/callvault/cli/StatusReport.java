package dev.callvault.cli;

import dev.callvault.report.Words;
import dev.callvault.store.AccountStatus;
import dev.callvault.store.AccountStatus.StreamStatus;
import dev.callvault.store.Forecast;
import dev.callvault.store.LoginStore;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the accounts stand, as text and as JSON. */
final class StatusReport {
    private StatusReport() {}

    static String text(List<AccountStatus> accounts) {
        if (accounts.isEmpty()) {
            return "The archive holds no account yet: run 'callvault archive' or 'callvault run'.";
        }
        StringBuilder text = new StringBuilder();
        accounts.forEach(it -> text.append(text(it)).append('\n'));
        return text.toString();
    }

    private static String text(AccountStatus account) {
        Table table = new Table("stream", "stored", "complete through", "last success", "unproven", "gaps", "requests");
        account.streams()
                .forEach(it -> table.row(
                        it.stream(),
                        Words.count(it.stored()),
                        Words.instant(it.completeThrough()),
                        Words.instant(it.lastSuccess()),
                        it.unprovenSpans(),
                        it.gaps(),
                        Words.count(it.requests())));
        StringBuilder text = new StringBuilder("account " + account.account() + "\n").append(table);
        text.append("  headroom: ").append(headroom(account)).append('\n');
        text.append("  forecast: ").append(forecast(account.forecast())).append('\n');
        account.refused()
                .ifPresent(it ->
                        text.append("  login refused: ").append(refused(it)).append('\n'));
        text.append("  call logs: ").append(states(account.logStates())).append('\n');
        text.append(StatusDoubts.text(account));
        account.streams()
                .forEach(it -> it.failure()
                        .ifPresent(why -> text.append("  ")
                                .append(it.stream())
                                .append(" failed last: ")
                                .append(why)
                                .append('\n')));
        return text.toString();
    }

    private static String headroom(AccountStatus account) {
        return account.headroom()
                .map(it -> Words.duration(it) + " until the next loss, of "
                        + account.forecast().headroomOf().orElse("records") + "; backlog "
                        + Words.count(account.backlog()))
                .orElse("nothing is known yet");
    }

    private static String forecast(Forecast forecast) {
        if (forecast.isAtRisk()) {
            return "AT RISK: " + prospect(forecast)
                    + (forecast.expectedLosses() > 0
                            ? "; " + Words.count(forecast.expectedLosses()) + " logs expire before their turn"
                            : "");
        }
        return forecast.backlog() == 0 ? "nothing is waiting to be fetched" : prospect(forecast);
    }

    private static String prospect(Forecast forecast) {
        String rate = forecast.bodiesPerSecond()
                .map(it -> String.format(Locale.ROOT, " (lately %.2f logs a second)", it))
                .orElse("");
        return forecast.drain()
                        .map(it -> it.isZero()
                                ? "the backlog is small"
                                : "the backlog is fetched in " + Words.duration(it))
                        .orElse("nothing was fetched for an hour")
                + rate;
    }

    private static String refused(LoginStore.Refused login) {
        return Words.instant(Optional.of(login.since())) + ", " + login.refusals() + " in a row; tried again at "
                + Words.instant(Optional.of(login.nextTry()))
                + ". Correct the username or password, then run 'callvault doctor'.";
    }

    private static String states(Map<String, Long> states) {
        return states.isEmpty()
                ? "none listed"
                : String.join(
                        ", ",
                        states.entrySet().stream()
                                .map(it -> Words.count(it.getValue()) + " " + it.getKey())
                                .toList());
    }

    static Map<String, ?> json(List<AccountStatus> accounts, Instant now) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("generated_at", Words.instant(Optional.of(now)));
        report.put("accounts", accounts.stream().map(StatusReport::json).toList());
        return report;
    }

    private static Map<String, ?> json(AccountStatus account) {
        Map<String, @Nullable Object> report = new LinkedHashMap<>();
        report.put("account", account.account());
        report.put(
                "headroom_seconds", account.headroom().map(Duration::toSeconds).orElse(null));
        report.put("backlog", account.backlog());
        report.put("forecast", json(account.forecast()));
        report.put("login", account.refused().map(StatusReport::json).orElse(null));
        report.put("gaps", account.gaps());
        report.put("unproven_spans", account.unprovenSpans());
        report.put("unproven", StatusDoubts.json(account));
        report.put("unread_rows", account.unreadRows());
        report.put("log_states", account.logStates());
        report.put("streams", account.streams().stream().map(StatusReport::json).toList());
        return report;
    }

    private static Map<String, ?> json(StreamStatus stream) {
        Map<String, @Nullable Object> report = new LinkedHashMap<>();
        report.put("stream", stream.stream());
        report.put("stored", stream.stored());
        report.put("complete_through", time(stream.completeThrough()));
        report.put("proven_spans", stream.provenSpans());
        report.put("unproven_spans", stream.unprovenSpans());
        report.put("gaps", stream.gaps());
        report.put("last_attempt", time(stream.lastAttempt()));
        report.put("last_success", time(stream.lastSuccess()));
        report.put("failure", stream.failure().orElse(null));
        report.put("requests", stream.requests());
        return report;
    }

    private static Map<String, ?> json(Forecast forecast) {
        Map<String, @Nullable Object> report = new LinkedHashMap<>();
        report.put("headroom_of", forecast.headroomOf().orElse(null));
        report.put(
                "body_headroom_seconds",
                forecast.bodyHeadroom().map(Duration::toSeconds).orElse(null));
        report.put("bodies_per_second", forecast.bodiesPerSecond().orElse(null));
        report.put("budget_per_second", forecast.budgetPerSecond().orElse(null));
        report.put("drain_seconds", forecast.drain().map(Duration::toSeconds).orElse(null));
        report.put("drained_at", time(forecast.drainedAt()));
        report.put("expected_losses", forecast.expectedLosses());
        report.put("at_risk", forecast.isAtRisk());
        return report;
    }

    private static Map<String, ?> json(LoginStore.Refused login) {
        return Map.of(
                "refused_at", Words.instant(Optional.of(login.since())),
                "refusals", login.refusals(),
                "next_try_at", Words.instant(Optional.of(login.nextTry())),
                "message", login.message());
    }

    private static @Nullable String time(Optional<Instant> instant) {
        return instant.isPresent() ? Words.instant(instant) : null;
    }
}
