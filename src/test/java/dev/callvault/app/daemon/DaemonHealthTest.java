package dev.callvault.app.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.callvault.app.Callvault;
import dev.callvault.app.QuickHash;
import dev.callvault.app.Scene;
import dev.callvault.archive.report.RunListener;
import dev.callvault.call.Account;
import dev.callvault.call.AccountId;
import dev.callvault.config.Secret;
import dev.callvault.config.Settings;
import dev.callvault.config.UserSettings;
import dev.callvault.store.postgres.PostgresArchive;
import dev.callvault.store.postgres.server.Database;
import dev.callvault.store.served.LogReads;
import dev.callvault.store.status.Freshness;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How the daemon says how it is: ready only by proof, in figures that agree with the archive, and in heartbeats. */
class DaemonHealthTest {
    @Test
    void ready_means_a_proven_success_lately() throws IOException, InterruptedException {
        try (Scene scene = Scene.small();
                Served served = new Served(scene, scene.settings())) {
            assertThat(served.get("/health/live").statusCode()).isEqualTo(200);
            HttpResponse<String> before = served.get("/health/ready");
            assertThat(before.statusCode()).isEqualTo(503);
            assertThat(before.body()).contains("account default has not been archived yet");

            scene.archive();
            scene.clock.move(Duration.ofSeconds(20));
            assertThat(served.get("/health/ready").statusCode()).isEqualTo(200);

            scene.clock.move(Duration.ofMinutes(16));
            HttpResponse<String> after = served.get("/health/ready");
            assertThat(after.statusCode()).isEqualTo(503);
            assertThat(after.body()).contains("account default: errors were last listed 980 s ago");
            assertThat(served.get("/health/live").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void what_is_lost_or_unproven_is_told_but_ready_and_a_refused_login_is_not()
            throws IOException, InterruptedException {
        try (Scene scene = Scene.small();
                Served served = new Served(scene, scene.settings())) {
            scene.archive();
            scene.archived.execute("UPDATE archive.coverage SET proven = false WHERE stream = 'errors'");
            scene.archived.execute(
                    "INSERT INTO archive.gaps (account_id, stream, from_time, to_time, reason, detected_at)"
                            + " VALUES (1, 'sessions', now() - interval '2 days', now() - interval '1 day', 'lost', now())");
            HttpResponse<String> ill = served.get("/health/ready");
            assertThat(ill.statusCode()).isEqualTo(200);
            assertThat(ill.body())
                    .contains("\"ready\":true", "account default: lost: there are gaps", "unproven: some time");

            scene.archived.execute("INSERT INTO archive.logins (account_id, login, refused_at, refused_by, refusals,"
                    + " next_try_at, trying, message) VALUES (1, 'hash', now(), 'a', 2, now(), false, '401')");
            scene.clock.move(Duration.ofSeconds(20));
            HttpResponse<String> refused = served.get("/health/ready");
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.body()).contains("account default: the provider refuses the login");
        }
    }

    @Test
    void alive_means_that_the_schedule_looks_after_itself_whatever_the_clock_says()
            throws IOException, InterruptedException {
        try (Scene scene = Scene.small();
                Served served = new Served(scene, scene.settings())) {
            served.health.watch(() -> Duration.ofMinutes(14));
            scene.clock.move(Duration.ofDays(365));
            assertThat(served.get("/health/live").statusCode()).isEqualTo(200);

            served.health.watch(() -> Duration.ofMinutes(15));
            assertThat(served.get("/health/live").statusCode()).isEqualTo(503);
        }
    }

    @Test
    void metrics_agree_with_the_archive_and_with_the_runs() throws IOException {
        try (Scene scene = Scene.small();
                Served served = new Served(scene, scene.settings());
                Callvault callvault = scene.callvault()) {
            callvault.archive(served.health.listener());

            String metrics = served.metrics();

            long calls = scene.archived.count("SELECT count(*) FROM archive.calls");
            assertThat(metrics)
                    .contains("callvault_calls{account=\"default\",state=\"archived\"} " + (double) calls)
                    .contains(
                            "callvault_settled_logs_total{account=\"default\",outcome=\"archived\"} " + (double) calls)
                    .contains(
                            "callvault_inserted_records_total{account=\"default\",stream=\"calls\"} " + (double) calls)
                    .contains("callvault_gaps{account=\"default\",stream=\"bodies\"} 0.0")
                    .contains("callvault_runs_total{account=\"default\",outcome=\"succeeded\",stream=\"errors\"} 1.0")
                    .contains(
                            "callvault_database_up 1.0", "callvault_ready 1.0", "callvault_list_interval_seconds 300.0")
                    .contains("callvault_last_success_timestamp_seconds{account=\"default\",stream=\"calls\"}");
        }
    }

    @Test
    void a_closed_account_leaves_the_metrics_and_needs_no_success() throws IOException, InterruptedException {
        try (Scene scene = Scene.small();
                Served served = new Served(scene, scene.settings());
                Callvault callvault = scene.callvault()) {
            callvault.archive(served.health.listener());
            assertThat(served.metrics()).contains("account=\"default\"");

            assertThat(callvault.accountBook().close("default", callvault.decision(null)))
                    .isTrue();
            scene.clock.move(Duration.ofDays(7));

            assertThat(served.get("/health/ready").statusCode()).isEqualTo(200);
            assertThat(served.metrics())
                    .contains("callvault_ready 1.0", "callvault_accounts_not_archived 0.0")
                    .doesNotContain("account=\"default\"");
        }
    }

    @Test
    void heart_beats_after_a_proven_success_and_at_no_other_time() throws IOException, InterruptedException {
        AtomicInteger beats = new AtomicInteger();
        HttpServer watch = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        watch.createContext("/", exchange -> {
            beats.incrementAndGet();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        watch.start();
        URI url = URI.create("http://127.0.0.1:" + watch.getAddress().getPort() + "/beat");
        try (Scene scene = Scene.small().with("CALLVAULT_HEARTBEAT_URL", url.toString());
                Served served = new Served(scene, scene.settings());
                Callvault callvault = scene.callvault()) {
            callvault.archive(served.health.listener());
            assertThat(beats).as("before all was seen to be archived").hasValue(0);
            scene.clock.move(Duration.ofSeconds(30));
            callvault.archive(served.health.listener());
            assertThat(beats).hasValue(1);

            callvault.archive(served.health.listener());
            assertThat(beats).as("within the interval").hasValue(1);

            scene.clock.move(Duration.ofMinutes(6));
            scene.archived.execute(
                    "UPDATE archive.coverage SET proven = false WHERE stream = 'errors' AND upper(span) ="
                            + " (SELECT min(upper(span)) FROM archive.coverage WHERE stream = 'errors')");
            served.health.listener().ended(new Account(new AccountId(1), "default", ZoneOffset.UTC), "bodies", true, 0);
            assertThat(beats).as("unproven").hasValue(1);

            scene.archived.execute("UPDATE archive.coverage SET proven = true");
            scene.clock.move(Duration.ofSeconds(30));
            served.health.listener().ended(new Account(new AccountId(1), "default", ZoneOffset.UTC), "bodies", true, 0);
            assertThat(beats).as("proven again").hasValue(2);
        } finally {
            watch.stop(0);
        }
    }

    @Test
    void figures_and_reasons_are_for_those_who_see_every_account() throws IOException, InterruptedException {
        Secret hash = QuickHash.text("secret");
        try (Scene scene = Scene.small();
                ServedArchive served = new ServedArchive(
                        scene.database(),
                        scene.clock,
                        new UserSettings("one", hash, Set.of("default")),
                        new UserSettings("every", hash, Set.of("*")))) {
            assertThat(served.get("/metrics", "").statusCode()).isEqualTo(401);
            assertThat(served.get("/metrics", "one:wrong").statusCode()).isEqualTo(401);
            assertThat(served.get("/metrics", "nobody:secret").statusCode()).isEqualTo(401);
            HttpResponse<String> bound = served.get("/metrics", "one:secret");
            assertThat(bound.statusCode()).isEqualTo(403);
            assertThat(bound.body()).isEqualTo("The metrics need a login for all accounts (accounts: \"*\").\n");
            assertThat(served.get("/metrics", "every:secret").body()).contains("callvault_database_up");
            assertThat(served.get("/health/ready", "").body()).contains("\"reasons\":[]");
        }
    }

    /** The vital signs of an archive, served. */
    private static final class Served implements AutoCloseable {
        final DaemonHealth health;
        private final HttpClient client = HttpClient.newHttpClient();
        private final Database database;
        private final Web web;

        Served(Scene scene, Settings settings) {
            database = new Database(scene.database().url(), scene.database().username(), null);
            PostgresArchive archive = new PostgresArchive(database.dataSource());
            health = new DaemonHealth(settings, archive.health(), RunListener.NONE, scene.clock, Runnable::run);
            web = new Web(
                    settings.serve(),
                    settings.reportingZone(),
                    Freshness.ofDaemon(settings.schedule().list()),
                    archive,
                    LogReads.NONE,
                    health,
                    scene.clock);
            web.start();
        }

        HttpResponse<String> get(String path) throws IOException, InterruptedException {
            URI url = web.address().orElseThrow().resolve(path);
            return client.send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString());
        }

        String metrics() throws IOException {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            health.writeMetrics(out);
            return out.toString(StandardCharsets.UTF_8);
        }

        @Override
        public void close() {
            web.close();
            health.close();
            database.close();
            client.close();
        }
    }
}
