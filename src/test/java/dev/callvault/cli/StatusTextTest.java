package dev.callvault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.app.Standing;
import dev.callvault.app.nodes.Agreement;
import dev.callvault.cli.output.ExitCode;
import dev.callvault.cli.report.StatusReport;
import dev.callvault.store.coordination.LoginStore;
import dev.callvault.store.status.AccountStatus;
import dev.callvault.store.status.AccountStatus.StreamStatus;
import dev.callvault.store.status.Forecast;
import dev.callvault.store.status.Freshness;
import dev.callvault.store.status.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The status of two hundred accounts is a page that a person can read. */
class StatusTextTest {
    private static final Instant NOW = Instant.parse("2026-11-20T20:00:00Z");
    private static final Freshness FRESH = Freshness.ofDaemon(Duration.ofMinutes(10));

    private static AccountStatus account(
            String name, Duration age, boolean isAtRisk, Optional<String> failure, long gaps) {
        List<StreamStatus> streams = Stream.of("calls", "sessions", "errors", "bodies")
                .map(it -> new StreamStatus(
                        it,
                        10,
                        Optional.of(NOW),
                        5,
                        0,
                        it.equals("bodies") ? gaps : 0,
                        gaps > 0 && it.equals("bodies") ? Optional.of(NOW.minusSeconds(60)) : Optional.empty(),
                        Optional.of(NOW),
                        Optional.of(NOW.minus(age)),
                        Optional.of(Duration.ofDays(1)),
                        it.equals("calls") ? failure : Optional.empty(),
                        7))
                .toList();
        Forecast forecast = new Forecast(
                0,
                Optional.of(Duration.ofDays(4)),
                Optional.of("calls"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Duration.ZERO),
                Optional.empty(),
                0,
                isAtRisk);
        return new AccountStatus(
                name,
                streams,
                Map.of("archived", 10L),
                forecast,
                Optional.empty(),
                List.of(),
                0,
                0,
                0,
                Optional.empty());
    }

    private static AccountStatus well(String name) {
        return account(name, Duration.ofMinutes(1), false, Optional.empty(), 0);
    }

    private static AccountStatus refused(AccountStatus account) {
        return new AccountStatus(
                account.account(),
                account.streams(),
                account.logStates(),
                account.forecast(),
                Optional.of(new LoginStore.Refused("hash", "a", NOW, 2, NOW.plusSeconds(900), "401")),
                account.unproven(),
                account.unreadRows(),
                account.conflicts(),
                account.acknowledged(),
                Optional.empty());
    }

    /** Two hundred accounts, of which six are in trouble and two nobody's. */
    private static Standing many() {
        List<AccountStatus> accounts = new ArrayList<>();
        Set<String> archived = new HashSet<>();
        for (int i = 0; i < 192; i++) {
            accounts.add(well(String.format("account-%03d", i)));
        }
        accounts.add(account("losing", Duration.ZERO, false, Optional.empty(), 3));
        accounts.add(account("failing", Duration.ZERO, false, Optional.of("out of reach"), 0));
        accounts.add(account("stale", Duration.ofMinutes(31), false, Optional.empty(), 0));
        accounts.add(refused(well("refused")));
        accounts.add(account("risky", Duration.ZERO, true, Optional.empty(), 0));
        accounts.add(account("both", Duration.ofDays(1), true, Optional.of("out of reach"), 1));
        accounts.forEach(it -> archived.add(it.account()));
        accounts.add(account("gone", Duration.ofDays(9), true, Optional.of("unknown"), 7));
        accounts.add(account("left", Duration.ofDays(9), false, Optional.empty(), 0));
        return new Standing(accounts, archived, new Agreement(List.of(), true), FRESH, NOW);
    }

    private static List<String> headings(String text) {
        return text.lines().filter(it -> it.startsWith("account ")).toList();
    }

    @Test
    void those_in_trouble_come_first_and_the_rest_is_a_line() {
        String text = StatusReport.text(many());

        assertThat(headings(text))
                .containsExactly(
                        "account both: at risk, no recent success, last run failed, records lost",
                        "account risky: at risk",
                        "account refused: login refused",
                        "account stale: no recent success",
                        "account failing: last run failed",
                        "account losing: records lost");
        assertThat(text.lines()).hasSizeLessThan(80);
        assertThat(text)
                .contains("192 healthy accounts: 1,920 calls, 1,920 sessions, 1,920 errors, 1,920 logs stored"
                        + "; backlog 0; least headroom 4 d 0 h (account-000)."
                        + " Show them with --all, or one with --account NAME.")
                .endsWith("not archived, because no live node is configured with them: gone, left\n");
    }

    @Test
    void where_all_of_two_hundred_are_in_trouble_the_worst_are_told_in_full_and_others_in_a_line() {
        List<AccountStatus> accounts = new ArrayList<>();
        for (int i = 0; i < 199; i++) {
            accounts.add(account(
                    String.format("account-%03d", i), Duration.ofDays(1), false, Optional.of("out of reach"), 0));
        }
        accounts.add(account("worst", Duration.ofDays(1), true, Optional.empty(), 1));
        Standing standing = new Standing(
                accounts,
                new HashSet<>(accounts.stream().map(AccountStatus::account).toList()),
                new Agreement(List.of(), true),
                FRESH,
                NOW);

        String text = StatusReport.text(standing);

        assertThat(headings(text)).hasSize(10).first().asString().startsWith("account worst: at risk");
        assertThat(text)
                .contains("190 more accounts in trouble:\n  account-009: no recent success, last run failed\n")
                .contains("  and 140 more\n", "--all", "--account NAME");
        assertThat(text.lines()).hasSizeLessThan(200);
    }

    @Test
    void all_of_them_can_be_shown_and_one_of_them() {
        assertThat(headings(StatusReport.wholeText(many()))).hasSize(198);
        assertThat(headings(StatusReport.wholeText(many().only("account-007")))).containsExactly("account account-007");
        assertThat(many().only("nobody").accounts()).isEmpty();
    }

    @Test
    void five_accounts_are_few_enough_to_be_shown_whole() {
        List<AccountStatus> five =
                Stream.of("a", "b", "c", "d", "e").map(StatusTextTest::well).toList();
        Standing standing =
                new Standing(five, Set.of("a", "b", "c", "d", "e"), new Agreement(List.of(), true), FRESH, NOW);

        assertThat(headings(StatusReport.text(standing))).hasSize(5);
    }

    @Test
    void scripts_are_told_of_every_account() {
        Map<String, ?> json = StatusReport.json(many(), Map.of(), 0);

        assertThat(json).containsKeys("generated_at", "nodes", "settings_differ", "accounts");
        assertThat((List<?>) json.get("accounts"))
                .hasSize(200)
                .first()
                .satisfies(it -> assertThat(it.toString())
                        .contains("account=both", "archived=true", "troubles=[at_risk, stale, failing, lost]"));
        assertThat(many().isIncomplete()).isTrue();
    }

    private static Verdict verdict(AccountStatus account) {
        return account.verdict(NOW, FRESH);
    }

    @Test
    void each_account_has_one_verdict_the_worst_and_since_when() {
        AccountStatus losing = account("a", Duration.ZERO, false, Optional.empty(), 3);
        AccountStatus risky = account("a", Duration.ZERO, true, Optional.empty(), 3);
        AccountStatus stale = account("a", Duration.ofMinutes(31), true, Optional.empty(), 3);

        assertThat(verdict(well("a"))).isEqualTo(new Verdict(Verdict.Kind.OK, Optional.empty()));
        assertThat(verdict(losing)).isEqualTo(new Verdict(Verdict.Kind.LOST, Optional.of(NOW.minusSeconds(60))));
        assertThat(verdict(risky))
                .as("what is lost does not hide what will be")
                .isEqualTo(new Verdict(Verdict.Kind.BEHIND, Optional.of(NOW)));
        assertThat(verdict(stale))
                .isEqualTo(new Verdict(Verdict.Kind.STALE, Optional.of(NOW.minus(Duration.ofMinutes(31)))));
        assertThat(verdict(refused(stale))).isEqualTo(new Verdict(Verdict.Kind.REFUSED, Optional.of(NOW)));
    }

    @Test
    void without_a_daemon_the_usual_distance_of_passes_counts_and_at_least_a_day() {
        AccountStatus daily = account("a", Duration.ofDays(3), false, Optional.empty(), 0);
        AccountStatus late = account("a", Duration.ofDays(3).plusSeconds(1), false, Optional.empty(), 0);

        assertThat(daily.verdict(NOW, Freshness.withoutDaemon()).kind()).isEqualTo(Verdict.Kind.OK);
        assertThat(late.verdict(NOW, Freshness.withoutDaemon()).kind()).isEqualTo(Verdict.Kind.STALE);
    }

    @Test
    void the_worst_is_the_first_line_and_in_json_and_decides_the_exit_code() {
        String text = StatusReport.text(many());

        assertThat(text)
                .startsWith("verdict (refused): refused since 2026-11-20T20:00:00Z. Correct the username or password,"
                        + " then run 'callvault doctor'.\n")
                .contains(
                        "  verdict: lost since 2026-11-20T19:59:00Z. 'callvault gaps' says what, when and why; 'callvault gaps acknowledge' ends the alarm.\n");
        assertThat(StatusReport.json(many(), Map.of(), 0).get("verdict")).isEqualTo("refused");
        assertThat(ExitCode.of(many().verdict().kind())).isEqualTo(4);
        assertThat(StatusReport.text(many().only("account-007"))).startsWith("verdict: ok\n");
        assertThat(many().only("gone").verdict().kind())
                .as("nobody archives it")
                .isEqualTo(Verdict.Kind.OK);
    }

    @Test
    void of_several_exit_codes_the_worst_is_told() {
        assertThat(ExitCode.worst()).isZero();
        assertThat(ExitCode.worst(0, 3)).isEqualTo(3);
        assertThat(ExitCode.worst(3, 1, 0)).isEqualTo(1);
        assertThat(ExitCode.worst(1, 2, 3)).isEqualTo(2);
        assertThat(ExitCode.worst(3, 2, 4, 1)).isEqualTo(4);
        assertThat(Stream.of(Verdict.Kind.values()).map(ExitCode::of)).containsExactly(4, 1, 3, 3, 3, 0);
    }

    @Test
    void an_account_that_was_never_archived_is_stale_alone_and_beside_others() {
        Standing alone = new Standing(List.of(), Set.of("new"), new Agreement(List.of(), true), FRESH, NOW);
        Standing beside =
                new Standing(List.of(well("old")), Set.of("old", "new"), new Agreement(List.of(), true), FRESH, NOW);

        assertThat(StatusReport.text(alone)).startsWith("verdict: stale. ");
        assertThat(ExitCode.of(alone.verdict().kind())).isEqualTo(1);
        assertThat(StatusReport.text(beside))
                .startsWith("verdict (new): stale. ")
                .contains("never archived yet: new; run 'callvault archive' or 'callvault run'\n");
        assertThat(StatusReport.json(beside, Map.of(), 0).get("never_archived")).isEqualTo(List.of("new"));
        assertThat(beside.only("old").verdict().kind()).isEqualTo(Verdict.Kind.OK);
        assertThat(beside.only("new").verdict().kind()).isEqualTo(Verdict.Kind.STALE);
    }
}
