package dev.callvault.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callvault.Proof;
import dev.callvault.app.nodes.KeepReport;
import dev.callvault.app.nodes.Nodes;
import dev.callvault.archive.report.RunListener;
import dev.callvault.config.InvalidSettings;
import dev.callvault.config.RedactionSettings;
import dev.callvault.config.Settings;
import dev.callvault.refine.RedactionRule;
import dev.callvault.simulator.SimulatorSettings;
import dev.callvault.store.coordination.Node;
import dev.callvault.store.forget.DeletedRecords;
import dev.callvault.store.forget.KeptSince;
import dev.callvault.store.status.AccountStatus;
import dev.callvault.verify.VerifyScope;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Pairs of nodes on one PostgreSQL that are not configured alike: nothing is lost by it, and both say so. */
class UnlikeNodesTest {
    private static final String RECORDS = "SELECT (SELECT count(*) FROM archive.calls),"
            + " (SELECT count(*) FROM archive.call_logs), (SELECT count(*) FROM archive.sessions),"
            + " (SELECT count(*) FROM archive.errors)";

    private static Scene scene() {
        return Scene.of(SimulatorSettings.demo(7).withCallsPerDay(10).withBusySince(Scene.BUSY_SINCE));
    }

    private static Callvault open(Scene scene) {
        Callvault callvault = new Callvault(scene.settings(), scene.clock, pause -> {});
        callvault.migrate();
        return callvault;
    }

    /** A daemon that says that it is live, and does nothing else. */
    private static Nodes live(Callvault callvault) {
        Nodes nodes = callvault.nodes(Node.Kind.DAEMON);
        nodes.beat();
        return nodes;
    }

    private static Check nodesCheck(Scene scene) {
        return new Doctor(scene.settings(), scene.clock)
                .examine().stream()
                        .filter(it -> it.name().equals("nodes"))
                        .findFirst()
                        .orElseThrow();
    }

    @Test
    void while_keep_differs_the_shorter_one_deletes_nothing_and_cannot_be_confirmed() {
        try (Scene scene = scene().with("CALLVAULT_KEEP_SESSIONS", "P1Y")) {
            scene.archive();
            List<String> before = scene.archived.rows(RECORDS);
            try (Callvault year = open(scene);
                    Nodes daemon = live(year)) {
                scene.with("CALLVAULT_NODE_NAME", "short").with("CALLVAULT_KEEP_SESSIONS", "P1D");
                scene.archive();
                try (Callvault shorter = open(scene)) {
                    assertThat(scene.archived.rows(RECORDS)).isEqualTo(before);
                    assertThat(shorter.keep().differences())
                            .singleElement()
                            .satisfies(it -> assertThat(it.setting()).isEqualTo("keep.sessions"));
                    assertThatThrownBy(shorter::applyKeep)
                            .isInstanceOf(InvalidSettings.class)
                            .hasMessageContaining("keep.sessions differs: P1D (this configuration), P1Y (test)");
                }
                assertThat(nodesCheck(scene)).satisfies(it -> {
                    assertThat(it.verdict()).isEqualTo(Check.Verdict.WARNING);
                    assertThat(it.detail()).contains("keep.sessions differs", "nothing is deleted by age");
                });
                assertThat(daemon.agreement().differences())
                        .as("the pass is over")
                        .isEmpty();
            }

            try (Callvault shorter = open(scene)) {
                DeletedRecords deleted = shorter.applyKeep();
                assertThat(deleted.sessions()).isPositive();
                assertThat(shorter.keep().isWaiting()).isFalse();
            }
            assertThat(scene.archived.rows(RECORDS)).isNotEqualTo(before);
        }
    }

    @Test
    @Proof
    void what_waits_is_shown_with_what_it_would_delete_and_stays_over_the_passes_of_cron() {
        try (Scene scene = scene()) {
            scene.archive();
            List<String> before = scene.archived.rows(RECORDS);
            scene.with("CALLVAULT_KEEP_ERRORS", "P1D").with("CALLVAULT_KEEP_BODIES", "P1D");

            scene.archive();
            scene.archive();

            assertThat(scene.archived.rows(RECORDS)).isEqualTo(before);
            assertThat(scene.archived.rows("SELECT record, in_force, shortened FROM archive.keep WHERE shortened <> ''"
                            + " ORDER BY record"))
                    .hasSize(2)
                    .allSatisfy(it -> assertThat(it).contains("forever", "P1D"));
            try (Callvault callvault = open(scene)) {
                KeepReport report = callvault.keep();
                assertThat(report.isWaiting()).isTrue();
                assertThat(report.records().get(1).older().orElseThrow().count())
                        .isEqualTo(scene.archived.count(
                                "SELECT count(*) FROM archive.call_logs WHERE started_at < timestamptz '"
                                        + scene.clock.instant().minus(Duration.ofDays(1)) + "'"));
            }
        }
    }

    @Test
    @Proof
    void deleting_ends_when_another_node_begins_to_differ() {
        try (Scene scene = scene()) {
            scene.archive();
            try (Callvault callvault = open(scene)) {
                long before = scene.archived.count("SELECT count(*) FROM archive.sessions");
                DeletedRecords deleted = callvault
                        .postgres()
                        .forgetting()
                        .deleteOlder(
                                new KeptSince(
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.of(scene.clock.instant()),
                                        Optional.empty()),
                                scene.clock.instant(),
                                () -> false);

                assertThat(deleted.isNothing()).isTrue();
                assertThat(scene.archived.count("SELECT count(*) FROM archive.sessions"))
                        .isEqualTo(before);
                assertThat(scene.archived.count("SELECT count(*) FROM archive.kept_since"))
                        .isZero();
            }
        }
    }

    @Test
    @Proof
    void the_reporting_zone_in_force_is_not_the_last_starters() {
        String inForce = "SELECT reporting_zone FROM archive.settings";
        try (Scene scene = scene();
                Callvault first = open(scene)) {
            Nodes daemon = live(first);
            scene.with("CALLVAULT_NODE_NAME", "other").with("CALLVAULT_REPORTING_ZONE", "Asia/Kathmandu");
            try (Callvault second = open(scene);
                    Nodes other = live(second)) {
                assertThat(second.useReportingZone()).isPresent();
                assertThat(scene.archived.rows(inForce)).containsExactly("America/New_York");
                assertThat(second.standing().agreement().differences().toString())
                        .contains("reporting-zone differs: America/New_York (test), Asia/Kathmandu (other)");

                daemon.close();
                other.beat();
                assertThat(scene.archived.rows(inForce)).containsExactly("Asia/Kathmandu");
            }
        }
    }

    @Test
    @Proof
    void an_accounts_zone_and_address_stay_while_a_live_node_has_others() {
        String inForce = "SELECT zone FROM archive.accounts";
        try (Scene scene = scene();
                Callvault first = open(scene)) {
            scene.archive();
            Nodes daemon = live(first);
            scene.with("CALLVAULT_NODE_NAME", "other").with("CALLVAULT_ACCOUNT_ZONE", "Asia/Kathmandu");

            scene.archive();

            assertThat(scene.archived.rows(inForce)).containsExactly("America/New_York");
            assertThat(scene.verify(new VerifyScope(true, 0)).isIncomplete())
                    .as("its pass read the lines in the zone in force")
                    .isFalse();
            daemon.close();
            scene.archive();
            assertThat(scene.archived.rows(inForce)).containsExactly("Asia/Kathmandu");
        }
    }

    @Test
    void an_account_that_nobody_archives_is_shown_as_such_and_alarms_nobody() {
        try (Scene scene = scene().with("CALLVAULT_ACCOUNT_NAME", "gone")) {
            scene.archive();
            scene.archived.execute("UPDATE archive.coverage SET proven = false");
            scene.with("CALLVAULT_ACCOUNT_NAME", "here");
            scene.archive();

            try (Callvault callvault = open(scene)) {
                Standing standing = callvault.standing();
                AccountStatus gone = standing.accounts().stream()
                        .filter(it -> it.account().equals("gone"))
                        .findFirst()
                        .orElseThrow();

                assertThat(gone.isIncomplete()).isTrue();
                assertThat(standing.isArchived(gone)).isFalse();
                assertThat(standing.troubles(gone)).isEmpty();
                assertThat(standing.isIncomplete()).isFalse();
                assertThat(callvault.archivedAccounts()).containsExactly("here");
            }
            scene.with("CALLVAULT_ACCOUNT_NAME", "gone").with("CALLVAULT_NODE_NAME", "other");
            try (Callvault callvault = open(scene);
                    Nodes daemon = live(callvault)) {
                assertThat(daemon.agreement().accounts()).containsExactly("gone");
                scene.with("CALLVAULT_ACCOUNT_NAME", "here");
                try (Callvault here = open(scene)) {
                    assertThat(here.standing().archived()).containsExactlyInAnyOrder("gone", "here");
                    assertThat(here.standing().isIncomplete()).isTrue();
                }
            }
        }
    }

    @Test
    @Proof
    void a_pass_redacts_by_the_rules_of_a_live_daemon_too() {
        try (Scene scene = scene();
                Callvault pass = open(scene);
                Callvault daemon = new Callvault(withRule(scene.settings()), scene.clock, pause -> {});
                Nodes nodes = live(daemon)) {
            nodes.beatOn();

            pass.archive(RunListener.NONE);

            assertThat(scene.archived.count("SELECT count(*) FROM archive.call_logs WHERE body LIKE '%hh:mm%'"))
                    .isEqualTo(scene.archived.count("SELECT count(*) FROM archive.call_logs"))
                    .isPositive();
            assertThat(pass.redactor().text("at 12:34:56"))
                    .as("so are its logs")
                    .isEqualTo("at hh:mm");
            assertThat(nodesCheck(scene).detail()).contains("redaction.rules differs: none (this configuration)");
        }
    }

    private static Settings withRule(Settings settings) {
        return new Settings(
                settings.accounts(),
                settings.database(),
                settings.dataDir(),
                settings.requests(),
                settings.openWindow(),
                settings.schedule(),
                settings.reportingZone(),
                settings.logs(),
                settings.nodeName(),
                settings.serve(),
                settings.heartbeat(),
                new RedactionSettings(true, List.of(RedactionRule.of("times", "[0-9]{2}:[0-9]{2}:[0-9]{2}", "hh:mm"))),
                settings.keep(),
                settings.keepsReads(),
                settings.backup(),
                settings.numbers());
    }
}
