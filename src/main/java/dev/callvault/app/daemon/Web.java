package dev.callvault.app.daemon;

import dev.callvault.config.ServeSettings;
import dev.callvault.config.UserSettings;
import dev.callvault.metrics.Metrics;
import dev.callvault.serve.Door;
import dev.callvault.serve.HealthPages;
import dev.callvault.serve.Logins;
import dev.callvault.serve.MetricsPage;
import dev.callvault.serve.PasswordHash;
import dev.callvault.serve.ProviderServices;
import dev.callvault.serve.Routes;
import dev.callvault.serve.ServeFailure;
import dev.callvault.serve.User;
import dev.callvault.serve.WebServer;
import dev.callvault.serve.console.Authentication;
import dev.callvault.serve.console.Console;
import dev.callvault.store.postgres.PostgresArchive;
import dev.callvault.store.served.LogReads;
import dev.callvault.store.status.Freshness;
import java.net.URI;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that the daemon serves over HTTP. Archiving never depends on it. */
final class Web implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Web.class);

    private final Optional<WebServer> server;
    private volatile Optional<URI> address = Optional.empty();

    /** Does not open the port yet. */
    Web(
            ServeSettings settings,
            ZoneId zone,
            Freshness fresh,
            PostgresArchive archive,
            LogReads reads,
            DaemonHealth health,
            Clock clock) {
        Logins logins = new Logins(settings.users().stream().map(Web::user).toList(), clock);
        this.server = settings.enabled()
                ? Optional.of(new WebServer(
                        settings.host(),
                        settings.port(),
                        new Door(logins),
                        parts(logins, zone, fresh, archive, reads, health, clock)))
                : Optional.empty();
    }

    private static List<Routes> parts(
            Logins logins,
            ZoneId zone,
            Freshness fresh,
            PostgresArchive archive,
            LogReads reads,
            DaemonHealth health,
            Clock clock) {
        return List.of(
                new HealthPages(health, logins),
                new MetricsPage(logins, Metrics.MEDIA_TYPE, health::writeMetrics),
                new ProviderServices(logins, archive.accounts(), archive.served(), reads, clock),
                new Console(shelves(archive), zone, fresh, clock, new Authentication(logins), reads));
    }

    private static Console.Parts shelves(PostgresArchive archive) {
        return new Console.Parts(
                archive.accounts(),
                archive.status(),
                archive.callSearch(),
                archive.numbers(),
                archive.activity(),
                archive.errorKinds(),
                archive.reportViews(),
                new Console.Keeping(archive.forgetting(), archive.keep(), archive.forgotten()));
    }

    private static User user(UserSettings user) {
        return new User(user.name(), PasswordHash.parse(user.passwordHash().reveal()), user.accounts());
    }

    /** Starts to listen. If it cannot, it logs that and goes on without: the archive matters more. */
    void start() {
        server.ifPresent(it -> {
            try {
                it.start();
                address = Optional.of(it.address());
                LOG.info("serving at {}", it.address());
            } catch (ServeFailure failure) {
                LOG.error("nothing is served: {}", failure.getMessage());
            }
        });
    }

    /** The address it listens on; empty when nothing is served. */
    Optional<URI> address() {
        return address;
    }

    /** Everything that is served. */
    List<WebServer.Route> routes() {
        return server.map(WebServer::routes).orElse(List.of());
    }

    @Override
    public void close() {
        address = Optional.empty();
        server.ifPresent(WebServer::close);
    }
}
