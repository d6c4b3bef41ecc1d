package dev.callvault.app.daemon;

import dev.callvault.archive.report.RunListener;
import dev.callvault.config.DatabaseSettings;
import dev.callvault.config.ServeSettings;
import dev.callvault.config.Settings;
import dev.callvault.config.UserSettings;
import dev.callvault.config.read.SettingsLoader;
import dev.callvault.store.postgres.PostgresArchive;
import dev.callvault.store.postgres.server.Database;
import dev.callvault.store.served.LogReads;
import dev.callvault.store.status.Freshness;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An archive that is served, without a daemon that changes it meanwhile. */
public final class ServedArchive implements AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();
    private final Database database;
    private final Web web;

    public ServedArchive(DatabaseSettings database, Clock clock, UserSettings... users) {
        this.database = new Database(database.url(), database.username(), null);
        PostgresArchive archive = PostgresArchive.forPeople(this.database);
        Settings settings = SettingsLoader.load(Map.of(), Optional.empty());
        this.web = new Web(
                new ServeSettings(true, "127.0.0.1", 0, List.of(users)),
                settings.reportingZone(),
                Freshness.ofDaemon(settings.schedule().list()),
                archive,
                LogReads.NONE,
                new DaemonHealth(
                        settings, PostgresArchive.forHealth(this.database).health(), RunListener.NONE, clock),
                clock);
        web.start();
    }

    public URI address() {
        return web.address().orElseThrow();
    }

    /**
     * Asks for a page.
     *
     * @param login as {@code name:password}; empty for none
     */
    public HttpResponse<String> get(String path, String login, String accept) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address().resolve(path)).header("Accept", accept);
        if (!login.isEmpty()) {
            String basic = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
            request.header("Authorization", "Basic " + basic);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    public HttpResponse<String> get(String path, String login) throws IOException, InterruptedException {
        return get(path, login, "application/json");
    }

    @Override
    public void close() {
        web.close();
        database.close();
        client.close();
    }
}
