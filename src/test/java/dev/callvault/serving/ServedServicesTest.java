package dev.callvault.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.app.QuickHash;
import dev.callvault.app.Scene;
import dev.callvault.app.daemon.ServedArchive;
import dev.callvault.config.Secret;
import dev.callvault.config.UserSettings;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who gets what from the archive's own services, and how they refuse. */
class ServedServicesTest {
    private static final String SECRET = "open sesame ü";
    private static final Secret HASH = QuickHash.text(SECRET);
    private static final Scene SCENE = Scene.small();
    private static ServedArchive served;
    private static String all;

    @BeforeAll
    static void archive() {
        SCENE.archive();
        SCENE.archived.execute("INSERT INTO archive.accounts (name, base_url, zone, created_at)"
                + " VALUES ('other', 'x', 'America/New_York', now())");
        served = new ServedArchive(
                SCENE.database(),
                SCENE.clock,
                new UserSettings("one", HASH, Set.of("default")),
                new UserSettings("empty", HASH, Set.of("other")),
                new UserSettings("every", HASH, Set.of("*")));
        long now = Scene.NOW.getEpochSecond();
        all = "/ws/calls/logs/" + (now - Duration.ofDays(800).toSeconds()) + "/" + now;
    }

    @AfterAll
    static void close() {
        served.close();
        SCENE.close();
    }

    @Test
    void user_sees_only_the_accounts_that_it_is_bound_to() throws IOException, InterruptedException {
        long calls = SCENE.archived.count("SELECT count(*) FROM archive.calls");
        String log = "/ws/calls/log/"
                + SCENE.archived.count("SELECT log_id FROM archive.calls WHERE log_state = 'archived' LIMIT 1");

        assertThat(get(all, "one").body()).contains("\"total_logs\":\"" + calls + "\"");
        assertThat(get(log, "one").statusCode()).isEqualTo(200);
        assertThat(get(all, "empty").body()).contains("\"total_logs\":\"0\"");
        assertThat(get(log, "empty").statusCode()).isEqualTo(404);
        assertThat(get(all, "one/other").statusCode()).isEqualTo(401);
    }

    @Test
    void user_of_several_accounts_names_one_behind_a_slash() throws IOException, InterruptedException {
        assertThat(get(all, "every").statusCode()).isEqualTo(401);
        assertThat(get(all, "every/default").body()).isEqualTo(get(all, "one").body());
        assertThat(get(all, "every/other").body()).contains("\"total_logs\":\"0\"");
    }

    @Test
    void wrong_login_is_refused_in_the_documented_envelope() throws IOException, InterruptedException {
        for (String login : new String[] {"", "one:wrong", "nobody:" + SECRET}) {
            HttpResponse<String> refused = served.get(all, login, "application/xml");

            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.headers().firstValue("WWW-Authenticate")).isPresent();
            assertThat(refused.body()).contains("<logs>", "<error>Unauthorized access to calls/logs</error>");
        }
    }

    @Test
    void refuses_what_the_provider_refuses_but_not_old_starts() throws IOException, InterruptedException {
        assertThat(get("/ws/calls/logs/20/10", "one").body())
                .contains("\"error\":\"The end_timestamp must be after the start_timestamp\"");
        assertThat(get(all + "?limit=10001", "one").statusCode()).isEqualTo(400);
        assertThat(get(all + "?limit=0", "one").statusCode()).isEqualTo(400);
        assertThat(get(all + "?offset=x", "one").statusCode()).isEqualTo(400);
        assertThat(get("/ws/calls/logs/x/10", "one").statusCode()).isEqualTo(400);
        assertThat(get("/ws/calls/logs/0/10", "one").statusCode()).isEqualTo(200);
        assertThat(get("/ws/calls/nothing/1", "one").statusCode()).isEqualTo(404);
        assertThat(get("/ws/calls/log/x", "one").statusCode()).isEqualTo(404);
    }

    @Test
    void pages_and_filters_as_the_provider_does() throws IOException, InterruptedException {
        String number = SCENE.archived
                .rows("SELECT dest FROM archive.calls WHERE dest ~ '^[0-9]{10}$' LIMIT 1")
                .getFirst();
        long called = SCENE.archived.count("SELECT count(*) FROM archive.calls"
                + " WHERE archive.called(direction, dest, src) = '" + number + "'");
        String newest = SCENE.archived
                .rows("SELECT log_id FROM archive.calls ORDER BY started_at DESC, log_id DESC OFFSET 1 LIMIT 1")
                .getFirst();

        for (String typed : List.of(number, "+1" + number, "1." + number, "tel:%2B1" + number)) {
            assertThat(get(all + "?number=" + typed, "one").body()).contains("\"total_logs\":\"" + called + "\"");
        }
        long lines = SCENE.archived.count("SELECT count(*) FROM archive.sessions WHERE dnis = '" + number + "'");
        assertThat(get(all.replace("logs", "sessions") + "?number=%2B1" + number, "one")
                        .body())
                .contains("\"total_sessions\":\"" + lines + "\"");
        assertThat(get(all + "?number=2125550199", "one").body()).contains("\"total_logs\":\"0\"");
        assertThat(get(all + "?offset=1&limit=1", "one").body())
                .contains("\"logs\":[{\"log_id\":\"" + newest + "\"")
                .doesNotContain("},{");
    }

    @Test
    void unreadable_answer_is_not_served_as_a_log() throws IOException, InterruptedException {
        String log = SCENE.archived
                .rows("SELECT log_id FROM archive.calls WHERE log_state = 'archived' ORDER BY log_id LIMIT 1")
                .getFirst();
        SCENE.archived.execute("UPDATE archive.call_logs SET quarantine = 'html' WHERE log_id = " + log);

        HttpResponse<String> missing = get("/ws/calls/log/" + log, "one");

        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.body()).contains("\"status\":\"failure\"", "Log not found");
    }

    private static HttpResponse<String> get(String path, String user) throws IOException, InterruptedException {
        return served.get(path, user + ":" + SECRET);
    }
}
