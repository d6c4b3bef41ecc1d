package dev.callvault.archive.bodies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.call.Account;
import dev.callvault.call.CallSummary;
import dev.callvault.call.LogId;
import dev.callvault.call.SessionId;
import dev.callvault.store.Ports;
import dev.callvault.store.ProviderLogin;
import dev.callvault.store.bodies.BodyOutcome;
import dev.callvault.store.bodies.BodyStore;
import dev.callvault.store.bodies.WantedBody;
import dev.callvault.store.listing.Listing;
import dev.callvault.store.listing.Rows;
import dev.callvault.store.memory.MemoryArchive;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ClaimsTest {
    private static final Instant NOW = Instant.parse("2026-11-20T20:00:00Z");

    private final MemoryArchive archive = new MemoryArchive();
    private final Ports ports = archive.ports();
    private final Account account = ports.accounts()
            .register("main", new ProviderLogin(URI.create("https://example.com/ws"), "user"), ZoneOffset.UTC, NOW);
    private Instant now = NOW;

    private Claims claims(String node) {
        return new Claims(account.id(), ports.bodies(), () -> now, node, Instant.EPOCH, ListingProgress.over());
    }

    private void listed(long count) {
        List<CallSummary> calls = LongStream.rangeClosed(1, count)
                .mapToObj(id -> new CallSummary(
                        new LogId(id), new SessionId("1"), "inbound", "", "", NOW.minusSeconds(9000 - id), null))
                .toList();
        ports.listings().save(account.id(), new Listing(new Rows.Calls(calls), List.of(), NOW));
    }

    private long claimed() {
        return archive.of(account.id()).claims();
    }

    private static long next(Claims claims) {
        return claims.next().map(it -> it.logId().value()).orElse(0L);
    }

    /** While a node's round lasts, other nodes leave its claims alone. */
    private void inRound(String node, Runnable round) {
        ports.fence().alone(account.id(), BodyStore.Claim.fence(node), Duration.ZERO, round);
    }

    @Test
    void the_nearest_to_expiry_comes_first_and_at_last_there_is_none() {
        listed(30);
        Claims claims = claims("a");
        List<Long> came = new ArrayList<>();
        for (long id = next(claims); id > 0; id = next(claims)) {
            came.add(id);
        }

        assertThat(came)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 30).boxed().toList());
        assertThat(claimed()).isEqualTo(30);
        claims.giveBack();
        assertThat(claimed()).isZero();
    }

    @Test
    void few_are_claimed_at_first_more_when_they_go_quickly_and_fewer_when_not() {
        listed(2000);
        Claims claims = claims("a");
        next(claims);
        assertThat(claimed()).isEqualTo(32);
        take(claims, 32);
        assertThat(claimed()).isEqualTo(32 + 128);
        now = now.plusSeconds(6);
        take(claims, 128);
        assertThat(claimed()).isEqualTo(32 + 128 + 64);
        take(claims, 64);
        assertThat(claimed()).isEqualTo(32 + 128 + 64 + 256);
        take(claims, 256);
        assertThat(claimed()).as("no more than 512").isEqualTo(32 + 128 + 64 + 256 + 512);
        take(claims, 512);
        assertThat(claimed()).isEqualTo(32 + 128 + 64 + 256 + 2 * 512);
    }

    private static void take(Claims claims, int count) {
        for (int i = 0; i < count; i++) {
            claims.next();
        }
    }

    @Test
    void what_is_renewed_is_held_on_to_and_what_another_took_over_is_not_asked_for() {
        listed(10);
        Claims slow = claims("slow");
        inRound("slow", () -> {
            assertThat(next(slow)).isOne();
            now = now.plusSeconds(40);
            slow.renew();
            now = now.plusSeconds(40);
            assertThat(next(slow)).as("held for 50 seconds from then").isEqualTo(2);

            now = now.plusSeconds(11);
            inRound("quick", () -> {
                Claims quick = claims("quick");
                assertThat(next(quick)).isOne();
                slow.renew();
                assertThat(next(slow)).isZero();
                slow.giveBack();
                assertThat(claimed()).as("the quick one's").isEqualTo(10);
            });
        });
    }

    @Test
    void what_is_about_to_end_is_given_back_and_claimed_anew() {
        listed(10);
        Claims claims = claims("a");
        assertThat(next(claims)).isOne();
        now = now.plusSeconds(46);

        assertThat(next(claims)).isEqualTo(2);

        assertThat(claims.next()).map(WantedBody::attempts).contains(0);
        claims.giveBack();
        assertThat(claimed()).isLessThanOrEqualTo(1);
    }

    @Test
    void what_is_settled_is_not_renewed() {
        listed(1);
        Claims claims = claims("a");
        WantedBody wanted = claims.next().orElseThrow();
        BodyOutcome failed = new BodyOutcome.Failed(wanted, "x", NOW);
        ports.bodies().settle(account.id(), "a", List.of(failed), NOW);
        claims.settled(List.of(failed));
        Optional<WantedBody> others = ports
                .bodies()
                .claim(account.id(), new BodyStore.Claim(1, "b", now, now, now.plusSeconds(50), Instant.EPOCH))
                .stream()
                .findFirst();

        claims.renew();
        claims.giveBack();

        assertThat(others).map(WantedBody::attempts).contains(1);
        assertThat(claimed()).isOne();
    }

    @Test
    void a_stopped_round_gives_out_no_more() {
        listed(10);
        Claims claims = claims("a");
        next(claims);

        claims.stop();

        assertThat(claims.next()).isEmpty();
    }

    @Test
    void of_many_that_are_about_to_end_those_not_asked_for_are_left_to_others() {
        listed(100);
        Claims claims = claims("a");
        next(claims);
        assertThat(claimed()).isEqualTo(32);
        now = now.plusSeconds(46);

        assertThat(next(claims)).isEqualTo(2);

        assertThat(claimed())
                .as("the one that was asked for, and half as many anew")
                .isEqualTo(1 + 16);
    }

    @Test
    void a_round_that_gave_back_what_it_had_gives_out_no_more() {
        listed(10);
        ListingProgress progress = new ListingProgress();
        progress.came();
        Claims claims = new Claims(account.id(), ports.bodies(), () -> now, "a", Instant.EPOCH, progress);
        next(claims);

        claims.giveBack();

        assertThat(claims.next()).isEmpty();
        assertThat(claimed()).isZero();
    }
}
