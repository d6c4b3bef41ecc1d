package dev.callvault.app;

import dev.callvault.archive.guard.Uninterrupted;
import dev.callvault.config.DatabaseSettings;
import dev.callvault.config.Secret;
import dev.callvault.config.Settings;
import dev.callvault.store.postgres.server.Database;
import dev.callvault.store.postgres.server.EmbeddedServer;
import java.util.Optional;

/** Where the archive is kept: on the server that the settings name, or on an embedded one in the data directory. */
final class Storage implements AutoCloseable {
    private final Optional<EmbeddedServer> embedded;
    private final Database database;

    private Storage(Optional<EmbeddedServer> embedded, Database database) {
        this.embedded = embedded;
        this.database = database;
    }

    /** A storage that closes the database with itself. */
    static Storage of(Database database) {
        return new Storage(Optional.empty(), database);
    }

    /** Connects to nothing, but starts or joins an embedded server. */
    static Storage open(Settings settings) {
        return settings.database().map(Storage::at).orElseGet(() -> embedded(settings));
    }

    /** Why there is nothing yet that {@link #open} would open rather than make; empty when there is. */
    static Optional<String> missing(Settings settings) {
        return settings.database().isPresent() ? Optional.empty() : EmbeddedServer.missing(settings.dataDir());
    }

    private static Storage at(DatabaseSettings server) {
        return new Storage(
                Optional.empty(),
                new Database(
                        server.url(),
                        server.username(),
                        server.password()::reveal,
                        server.owner().map(DatabaseSettings.Login::username).orElse(null),
                        server.owner().map(DatabaseSettings.Login::password).orElse(Secret.NONE)::reveal));
    }

    private static Storage embedded(Settings settings) {
        EmbeddedServer server = EmbeddedServer.open(settings.dataDir());
        return new Storage(Optional.of(server), new Database(server.jdbcUrl(), server.username(), server.password()));
    }

    Database database() {
        return database;
    }

    boolean isEmbedded() {
        return embedded.isPresent();
    }

    /** Leaves the embedded server, if there is one; it may be called again and waits then for the same. */
    void leaveServer() {
        embedded.ifPresent(EmbeddedServer::close);
    }

    /** Closes in order even on an interrupted thread: the interrupt asks to stop, and closing is part of stopping. */
    @Override
    public void close() {
        Uninterrupted.run(() -> {
            database.close();
            leaveServer();
        });
    }
}
