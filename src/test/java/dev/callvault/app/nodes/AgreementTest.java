package dev.callvault.app.nodes;

import static dev.callvault.app.nodes.SomeNodes.agreement;
import static dev.callvault.app.nodes.SomeNodes.node;
import static dev.callvault.app.nodes.SomeNodes.with;
import static dev.callvault.app.nodes.SomeNodes.withRules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.store.coordination.LiveNode;
import dev.callvault.store.coordination.Node;
import dev.callvault.store.coordination.NodeSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What nodes differ in is named, with who has what and what holds meanwhile. */
class AgreementTest {
    private static final Instant NOW = Instant.parse("2026-11-20T20:00:00Z");

    @Test
    void nodes_that_are_alike_differ_in_nothing() {
        assertThat(agreement().differences()).isEmpty();
        assertThat(agreement(node("a")).differences()).isEmpty();
        assertThat(agreement(node("a"), node("b")).differences()).isEmpty();
        assertThat(agreement(node("a"), node("b")).isOneOnKeep()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "keep.calls, P1Y, nothing is deleted by age",
        "keep.bodies, P1Y, nothing is deleted by age",
        "keep.sessions, P1Y, nothing is deleted by age",
        "keep.errors, P1Y, nothing is deleted by age",
        "redaction.card-numbers, false, every node applies the rules of all nodes",
        "redaction.rules, pin, every node applies the rules of all nodes",
        "reporting-zone, Asia/Kathmandu, the reports keep the zone in force",
        "accounts[one].zone, Asia/Kathmandu, every node reads the account's lines in the zone in force",
        "accounts[one].url, https://b.example.com/ws, 'every node uses its own address, and the archive keeps the one in force'"
    })
    void every_setting_that_must_agree_is_compared(String setting, String other, String meanwhile) {
        Agreement agreement = agreement(node("a"), with(node("b"), setting, other), node("c"));

        assertThat(agreement.differences()).singleElement().satisfies(it -> {
            assertThat(it.setting()).isEqualTo(setting);
            assertThat(it.nodes())
                    .containsEntry(other, List.of("b"))
                    .containsEntry(node("a").settings().values().get(setting), List.of("a", "c"));
            assertThat(it.meanwhile()).isEqualTo(meanwhile);
        });
        assertThat(agreement.isOneOnKeep()).isEqualTo(!setting.startsWith("keep."));
        assertThat(agreement.isDisputed(setting)).isTrue();
    }

    @Test
    void a_difference_says_which_setting_who_has_what_and_what_holds_meanwhile() {
        assertThat(agreement(node("a"), with(node("b"), "keep.calls", "P30D"))
                        .differences()
                        .getFirst())
                .hasToString("keep.calls differs: P30D (b), forever (a). Until they agree, nothing is deleted by age.");
    }

    @Test
    void an_account_that_only_one_of_them_knows_is_no_difference() {
        Node two =
                with(with(node("b"), "accounts[two].zone", "UTC"), "accounts[two].url", "https://two.example.com/ws");

        assertThat(agreement(node("a"), two).differences()).isEmpty();
    }

    @Test
    void nodes_of_one_name_are_told_apart() {
        Node twin = node("a");
        Node other = new Node("a-2", "a", twin.kind(), twin.version(), List.of("two"), twin.settings());

        assertThat(agreement(twin, other).names()).containsExactly("a-1", "a-2");
        assertThat(agreement(twin, other, node("b")).names()).containsExactly("a-1", "a-2", "b");
        assertThat(agreement(twin, other).accounts()).containsExactly("one", "two");
    }

    @Test
    void the_rules_of_all_are_applied_in_one_order_and_each_once() {
        Node eldest = withRules(node("a"), "x", "y");
        Node younger = withRules(node("b"), "z", "y", "x");

        assertThat(agreement(eldest, younger).rules())
                .extracting(NodeSettings.Rule::pattern)
                .containsExactly("x", "y", "z");
        assertThat(agreement(eldest, younger).isForCards()).isTrue();
        assertThat(agreement(
                                with(eldest, "redaction.card-numbers", "false"),
                                with(younger, "redaction.card-numbers", "false"))
                        .isForCards())
                .isFalse();
    }

    @Test
    void a_clock_may_be_an_hour_off() {
        assertThat(of(Duration.ofHours(1), Duration.ofHours(-1)).areClocksRight())
                .isTrue();
        assertThat(of(Duration.ZERO, Duration.ofHours(1).plusSeconds(1)).areClocksRight())
                .isFalse();
        assertThat(of(Duration.ofHours(-1).minusSeconds(1), Duration.ZERO).areClocksRight())
                .isFalse();
    }

    private static Agreement of(Duration one, Duration other) {
        return Agreement.of(List.of(new LiveNode(node("a"), NOW, NOW, one), new LiveNode(node("b"), NOW, NOW, other)));
    }
}
