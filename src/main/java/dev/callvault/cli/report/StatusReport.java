package dev.callvault.cli.report;

import dev.callvault.app.Standing;
import dev.callvault.call.LogState;
import dev.callvault.cli.output.Table;
import dev.callvault.report.HumanFormat;
import dev.callvault.store.coordination.LoginStore;
import dev.callvault.store.forget.Decision;
import dev.callvault.store.forget.RecordKind;
import dev.callvault.store.status.AccountStatus;
import dev.callvault.store.status.AccountStatus.StreamStatus;
import dev.callvault.store.status.Forecast;
import dev.callvault.store.status.Trouble;
import dev.callvault.store.status.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The state of the accounts, as text and as JSON. */
public final class StatusReport {
    /** Up to this many accounts are all shown in full, in trouble or not. */
    private static final int FEW = 5;

    /** Clocks that differ by more are wrong; a watermark that is less ahead is right again within that time. */
    private static final Duration AHEAD = Duration.ofHours(1);

    private static final int NAMES_SHOWN = 10;
    private static final int MAX_IN_FULL = 10;
    private static final int MAX_IN_BRIEF = 50;
    private static final List<String> STREAMS = List.of("calls", "sessions", "errors", "bodies");

    private StatusReport() {}

    /** Accounts in trouble in full; where there are many accounts, only a total for the others. */
    public static String text(Standing standing) {
        return text(standing, standing.accounts().size() <= FEW);
    }

    /** Every account in full. */
    public static String wholeText(Standing standing) {
        return text(standing, true);
    }

    private static String text(Standing standing, boolean isWhole) {
        StringBuilder text = new StringBuilder(verdict(standing)).append(NodesReport.text(standing.agreement()));
        if (standing.accounts().isEmpty()) {
            return text.append("The archive has no accounts yet: run 'callvault archive' or 'callvault run'.\n")
                    .toString();
        }
        text.append(missing(standing.missing()));
        List<AccountStatus> archived =
                standing.accounts().stream().filter(standing::isArchived).toList();
        List<AccountStatus> shown = archived.stream()
                .filter(it -> isWhole || !standing.troubles(it).isEmpty())
                .toList();
        int whole = isWhole ? shown.size() : Math.min(shown.size(), MAX_IN_FULL);
        shown.subList(0, whole).forEach(it -> text.append(text(it, standing)).append('\n'));
        text.append(inBrief(standing, shown.subList(whole, shown.size())));
        if (!isWhole) {
            text.append(total(archived.stream()
                    .filter(it -> standing.troubles(it).isEmpty())
                    .toList()));
        }
        return text.append(unarchived(standing)).append(closed(standing)).toString();
    }

    /** When hundreds of accounts are in trouble, the worst are shown in full and the others in one line each. */
    private static String inBrief(Standing standing, List<AccountStatus> accounts) {
        if (accounts.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder(HumanFormat.count(accounts.size(), "more account") + " in trouble:\n");
        accounts.stream()
                .limit(MAX_IN_BRIEF)
                .forEach(it -> text.append("  ")
                        .append(it.account())
                        .append(": ")
                        .append(words(standing.troubles(it)))
                        .append('\n'));
        if (accounts.size() > MAX_IN_BRIEF) {
            text.append("  and ")
                    .append(HumanFormat.count(accounts.size() - MAX_IN_BRIEF))
                    .append(" more\n");
        }
        return text.append("Show them in full with --all, or one with --account NAME.\n\n")
                .toString();
    }

    private static String words(Set<Trouble> troubles) {
        return troubles.stream().map(Trouble::words).collect(Collectors.joining(", "));
    }

    private static String total(List<AccountStatus> well) {
        if (well.isEmpty()) {
            return "";
        }
        String stored = STREAMS.stream()
                .map(stream -> HumanFormat.count(stored(well, stream), noun(stream)))
                .collect(Collectors.joining(", "));
        String headroom = well.stream()
                .filter(it -> it.headroom().isPresent())
                .min(Comparator.comparing(it -> it.headroom().orElseThrow()))
                .map(it -> "; least headroom "
                        + HumanFormat.duration(it.headroom().orElseThrow()) + " (" + it.account() + ")")
                .orElse("");
        return HumanFormat.count(well.size(), "healthy account") + ": " + stored + " stored; backlog "
                + HumanFormat.count(
                        well.stream().mapToLong(AccountStatus::backlog).sum()) + headroom
                + ". Show them with --all, or one with --account NAME.\n";
    }

    /** One record of a stream: the stream's name in the singular, and a log for {@code bodies}. */
    private static String noun(String stream) {
        return stream.equals("bodies") ? "log" : stream.substring(0, stream.length() - 1);
    }

    private static long stored(List<AccountStatus> accounts, String stream) {
        return accounts.stream()
                .flatMap(it -> it.streams().stream())
                .filter(it -> it.stream().equals(stream))
                .mapToLong(StreamStatus::stored)
                .sum();
    }

    private static String missing(List<String> names) {
        return names.isEmpty()
                ? ""
                : "never archived yet: " + names.stream().limit(NAMES_SHOWN).collect(Collectors.joining(", "))
                        + (names.size() > NAMES_SHOWN ? ", and " + (names.size() - NAMES_SHOWN) + " more" : "")
                        + "; run 'callvault archive' or 'callvault run'\n\n";
    }

    private static String unarchived(Standing standing) {
        List<String> names = standing.accounts().stream()
                .filter(it -> !standing.isArchived(it) && it.closed().isEmpty())
                .map(AccountStatus::account)
                .toList();
        return names.isEmpty()
                ? ""
                : "not archived, because no live node is configured with "
                        + (names.size() == 1 ? "it: " : "them: ")
                        + names.stream().limit(NAMES_SHOWN).collect(Collectors.joining(", "))
                        + (names.size() > NAMES_SHOWN ? ", and " + (names.size() - NAMES_SHOWN) + " more" : "")
                        + "\n";
    }

    private static String closed(Standing standing) {
        List<String> closed = standing.accounts().stream()
                .filter(it -> it.closed().isPresent())
                .map(it -> it.account() + " (" + HumanFormat.instant(it.closed().map(Decision::at)) + ")")
                .toList();
        return closed.isEmpty()
                ? ""
                : "closed: " + closed.stream().limit(NAMES_SHOWN).collect(Collectors.joining(", "))
                        + (closed.size() > NAMES_SHOWN ? ", and " + (closed.size() - NAMES_SHOWN) + " more" : "")
                        + "; 'callvault account list' says who closed what\n";
    }

    private static @Nullable Map<String, ?> json(@Nullable Decision closed) {
        if (closed == null) {
            return null;
        }
        Map<String, @Nullable Object> report = new LinkedHashMap<>();
        report.put("at", time(Optional.of(closed.at())));
        report.put("by", closed.by());
        report.put("reason", closed.reason());
        return report;
    }

    private static String text(AccountStatus account, Standing standing) {
        Table table = new Table("stream", "stored", "complete through", "last success", "unproven", "gaps", "requests");
        account.streams()
                .forEach(it -> table.row(
                        it.stream(),
                        HumanFormat.count(it.stored()),
                        HumanFormat.instant(it.completeThrough()),
                        HumanFormat.instant(it.lastSuccess()),
                        it.unprovenSpans(),
                        it.gaps(),
                        HumanFormat.count(it.requests())));
        Instant now = standing.now();
        String wrong = words(standing.troubles(account));
        StringBuilder text = new StringBuilder("account ")
                .append(account.account())
                .append(wrong.isEmpty() ? "" : ": " + wrong)
                .append('\n')
                .append(table);
        text.append("  verdict: ").append(verdict(standing.verdict(account))).append('\n');
        text.append("  headroom: ").append(headroom(account)).append('\n');
        text.append("  forecast: ").append(forecast(account.forecast())).append('\n');
        account.refused()
                .ifPresent(it ->
                        text.append("  login refused ").append(refused(it)).append('\n'));
        text.append("  logs: ").append(states(account.logStates())).append('\n');
        text.append(StatusDoubts.text(account));
        account.streams().stream()
                .filter(it -> it.completeThrough()
                        .filter(at -> at.isAfter(now.plus(AHEAD)))
                        .isPresent())
                .forEach(it -> text.append("  ")
                        .append(it.stream())
                        .append(": the watermark is in the future, set by a clock that was wrong; run 'callvault verify"
                                + " --repair'\n"));
        account.streams()
                .forEach(it -> it.failure()
                        .ifPresent(why -> text.append("  ")
                                .append(it.stream())
                                .append(": last run failed: ")
                                .append(why)
                                .append('\n')));
        return text.toString();
    }

    /** The first line of all. */
    private static String verdict(Standing standing) {
        Verdict verdict = standing.verdict();
        boolean isOneOfMany = standing.accounts().size() + standing.missing().size() > 1;
        String whose = standing.worst()
                .filter(it -> verdict.kind() != Verdict.Kind.OK && isOneOfMany)
                .map(it -> " (" + it + ")")
                .orElse("");
        return "verdict" + whose + ": " + verdict(verdict) + "\n";
    }

    private static String verdict(Verdict verdict) {
        if (verdict.kind() == Verdict.Kind.OK) {
            return verdict.kind().label();
        }
        return verdict.kind().label()
                + verdict.since()
                        .map(it -> " since " + HumanFormat.instant(Optional.of(it)))
                        .orElse("")
                + ". " + verdict.kind().action();
    }

    private static String headroom(AccountStatus account) {
        return account.headroom()
                .map(it -> HumanFormat.duration(it) + " until the next loss ("
                        + account.forecast().headroomOf().orElse("records") + "); backlog "
                        + HumanFormat.count(account.backlog()))
                .orElse("not known yet");
    }

    private static String forecast(Forecast forecast) {
        if (forecast.isAtRisk()) {
            return "AT RISK: " + prospect(forecast)
                    + (forecast.expectedLosses() > 0
                            ? "; " + HumanFormat.count(forecast.expectedLosses(), "log") + " will expire first"
                            : "");
        }
        return forecast.backlog() == 0 ? "there is no backlog" : prospect(forecast);
    }

    private static String prospect(Forecast forecast) {
        String rate = forecast.bodiesPerSecond()
                .map(it -> String.format(Locale.ROOT, " (recently %.2f logs per second)", it))
                .orElse("");
        return forecast.drain()
                        .map(it ->
                                it.isZero() ? "the backlog is small" : "the backlog takes " + HumanFormat.duration(it))
                        .orElse("nothing was fetched in the last hour")
                + rate;
    }

    private static String refused(LoginStore.Refused login) {
        return times(login.refusals()) + " (last at " + HumanFormat.instant(Optional.of(login.since()))
                + "); next attempt at "
                + HumanFormat.instant(Optional.of(login.nextTry()))
                + ". Correct the username or password, then run 'callvault doctor'.";
    }

    private static String times(int refusals) {
        return switch (refusals) {
            case 0, 1 -> "once";
            case 2 -> "twice in a row";
            default -> refusals + " times in a row";
        };
    }

    private static String states(Map<String, Long> states) {
        return states.isEmpty()
                ? "none listed"
                : String.join(
                        ", ",
                        states.entrySet().stream()
                                .map(it -> HumanFormat.count(it.getValue()) + " " + it.getKey())
                                .toList());
    }

    /**
     * The standing for scripts.
     *
     * @param future times in the future before which nothing is stored
     * @param unread of how many records the telephone numbers are still to be read
     */
    public static Map<String, ?> json(Standing standing, Map<RecordKind, Instant> future, long unread) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("verdict", standing.verdict().kind().label());
        report.put("incomplete", standing.verdict().kind() != Verdict.Kind.OK);
        report.put("generated_at", HumanFormat.instant(Optional.of(standing.now())));
        report.put("nodes", NodesReport.json(standing.agreement()));
        report.put("settings_differ", NodesReport.json(standing.agreement().differences()));
        report.put("kept_since_in_future", FutureMarks.json(future));
        report.put("numbers_to_read", unread);
        report.put("never_archived", standing.missing());
        report.put(
                "accounts",
                standing.accounts().stream().map(it -> json(it, standing)).toList());
        return report;
    }

    private static Map<String, ?> json(AccountStatus account, Standing standing) {
        Map<String, @Nullable Object> report = new LinkedHashMap<>();
        report.put("account", account.account());
        report.put("archived", standing.isArchived(account));
        report.put("closed", json(account.closed().orElse(null)));
        Verdict verdict = standing.verdict(account);
        report.put("verdict", verdict.kind().label());
        report.put("verdict_since", time(verdict.since()));
        report.put("verdict_action", verdict.kind().action());
        report.put(
                "troubles",
                standing.troubles(account).stream()
                        .map(it -> it.name().toLowerCase(Locale.ROOT))
                        .toList());
        report.put(
                "headroom_seconds", account.headroom().map(Duration::toSeconds).orElse(null));
        report.put("backlog", account.backlog());
        report.put("forecast", json(account.forecast()));
        report.put("login", account.refused().map(StatusReport::json).orElse(null));
        report.put("gaps", account.gaps());
        report.put("unproven_spans", account.unprovenSpans());
        report.put("unproven", StatusDoubts.json(account));
        report.put("unread_rows", account.unreadRows());
        report.put("conflicts", account.conflicts());
        report.put("acknowledged", account.acknowledged());
        report.put("log_states", everyState(account.logStates()));
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
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("refused_at", HumanFormat.instant(Optional.of(login.since())));
        report.put("refusals", login.refusals());
        report.put("next_try_at", HumanFormat.instant(Optional.of(login.nextTry())));
        report.put("message", login.message());
        return report;
    }

    /** Also those that no call is in. */
    private static Map<String, Long> everyState(Map<String, Long> states) {
        Map<String, Long> every = new LinkedHashMap<>();
        for (LogState state : LogState.values()) {
            every.put(state.label(), states.getOrDefault(state.label(), 0L));
        }
        return every;
    }

    private static @Nullable String time(Optional<Instant> instant) {
        return instant.isPresent() ? HumanFormat.instant(instant) : null;
    }
}
