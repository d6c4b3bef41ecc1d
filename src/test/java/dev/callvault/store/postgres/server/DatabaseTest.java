package dev.callvault.store.postgres.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callvault.app.TestServer;
import dev.callvault.call.Account;
import dev.callvault.config.DatabaseSettings;
import dev.callvault.store.ProviderLogin;
import dev.callvault.store.StoreFailure;
import dev.callvault.store.listing.Listing;
import dev.callvault.store.listing.Rows;
import dev.callvault.store.listing.Written;
import dev.callvault.store.postgres.PostgresArchive;
import dev.callvault.store.postgres.sql.Places;
import dev.callvault.store.postgres.sql.Transactions;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A fixed number of connections; nobody holds one while waiting for another. */
class DatabaseTest {
    private final DatabaseSettings server = TestServer.freshDatabase();
    private final Database database = new Database(server.url(), server.username(), null, new Database.Sizes(3, 3));
    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private final List<Thread> holders = new ArrayList<>();

    @AfterEach
    void close() throws InterruptedException {
        mayEnd.countDown();
        for (Thread holder : holders) {
            holder.join();
        }
        database.close();
    }

    @Test
    void each_connection_asks_for_the_password_anew() {
        AtomicInteger asked = new AtomicInteger();
        try (Database changing = new Database(
                server.url(), server.username(), () -> "password " + asked.incrementAndGet(), null, () -> null)) {
            assertThat(one(changing.owner())).isEqualTo(1);
            int once = asked.get();
            assertThat(once).isPositive();
            assertThat(one(changing.owner())).isEqualTo(1);
            assertThat(asked.get()).isGreaterThan(once);
        }
    }

    @Test
    void people_who_ask_for_long_keep_neither_archiving_waiting_nor_health() throws InterruptedException {
        hold(database.people(), 2);

        assertThat(one(database.archiving())).isEqualTo(1);
        assertThat(one(database.health())).isEqualTo(1);
    }

    @Test
    void what_stores_for_long_does_not_keep_waiting_what_holds_on_to_claims_and_shares() throws InterruptedException {
        hold(database.archiving(), 1);

        assertThat(one(database.pulses())).isEqualTo(1);
    }

    @Test
    void listings_of_lines_leave_room_for_what_expires() throws InterruptedException {
        try (Database usual = new Database(server.url(), server.username(), null, new Database.Sizes(6, 2))) {
            CountDownLatch inside = new CountDownLatch(2);
            for (int i = 0; i < 2; i++) {
                holders.add(Thread.ofVirtual()
                        .start(() -> usual.lists().take("store lines", () -> {
                            inside.countDown();
                            await(mayEnd);
                            return true;
                        })));
            }
            inside.await();
            Account account = new PostgresArchive(usual)
                    .accounts()
                    .register(
                            "default",
                            new ProviderLogin(URI.create("https://example.com/ws"), "user"),
                            ZoneOffset.UTC,
                            Instant.EPOCH);
            Listing calls = new Listing(new Rows.Calls(List.of()), List.of(), Instant.EPOCH);

            assertThat(new PostgresArchive(usual).listings().save(account.id(), calls))
                    .isEqualTo(Written.NOTHING);
            Listing lines = new Listing(new Rows.Sessions(List.of()), List.of(), Instant.EPOCH);
            Thread waiting = Thread.ofVirtual()
                    .start(() -> new PostgresArchive(usual).listings().save(account.id(), lines));
            while (waiting.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            mayEnd.countDown();
            waiting.join();
        }
    }

    @Test
    void a_turn_is_waited_for_however_long_it_takes() throws InterruptedException {
        hold(database.archiving(), 1);
        Thread waiting = Thread.ofVirtual().start(() -> one(database.archiving()));
        holders.add(waiting);
        while (waiting.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        mayEnd.countDown();
        waiting.join();
    }

    @Test
    void people_can_only_read() {
        assertThatThrownBy(() -> database.people().run("write", dsl -> dsl.execute("DELETE FROM archive.accounts")))
                .isInstanceOf(StoreFailure.class)
                .hasMessageContaining("read-only");
    }

    @Test
    void nobody_who_has_a_connection_asks_for_another() {
        Transactions outer = database.archiving();

        assertThatThrownBy(() -> outer.run("write", dsl -> one(database.people())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("a second connection");
        assertThat(one(outer)).isEqualTo(1);
    }

    @Test
    void who_finds_no_place_in_time_hears_so() {
        Places places = Places.of(1, Duration.ZERO);

        places.take("search", () -> {
            assertThatThrownBy(() -> places.take("search", () -> true))
                    .isInstanceOf(StoreFailure.class)
                    .hasMessage("could not search: too many other queries are running");
            return true;
        });
        assertThat(places.take("search", () -> true)).isTrue();
    }

    private void hold(Transactions transactions, int times) throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(times);
        for (int i = 0; i < times; i++) {
            holders.add(Thread.ofVirtual()
                    .start(() -> transactions.run("hold", dsl -> {
                        dsl.execute("SELECT 1");
                        inside.countDown();
                        await(mayEnd);
                    })));
        }
        inside.await();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopping) {
            throw new IllegalStateException(stopping);
        }
    }

    private static int one(Transactions transactions) {
        return transactions.inOne("ask", dsl -> dsl.fetchSingle("SELECT 1").get(0, Integer.class));
    }
}
