package dev.callvault.app;

import dev.callvault.archive.guard.Uninterrupted;
import dev.callvault.config.DatabaseSettings;
import dev.callvault.config.Settings;
import dev.callvault.store.postgres.server.Database;
import dev.callvault.store.postgres.server.EmbeddedServer;
import java.util.Optional;

/** Where the archive is: the server that the settings name, or one of its own in the data directory. */
final class Storage implements AutoCloseable {
    private final Optional<EmbeddedServer> embedded;
    private final Database database;

    private Storage(Optional<EmbeddedServer> embedded, Database database) {
        this.embedded = embedded;
        this.database = database;
    }

    /** A database that is closed with this. */
    static Storage of(Database database) {
        return new Storage(Optional.empty(), database);
    }

    /** Connects to nothing, unless the server is an embedded one, which is started or joined. */
    static Storage open(Settings settings) {
        return settings.database().map(Storage::at).orElseGet(() -> embedded(settings));
    }

    private static Storage at(DatabaseSettings server) {
        return new Storage(
                Optional.empty(),
                new Database(
                        server.url(),
                        server.username(),
                        server.password().reveal(),
                        server.owner().map(DatabaseSettings.Login::username).orElse(null),
                        server.owner().map(it -> it.password().reveal()).orElse(null)));
    }

    private static Storage embedded(Settings settings) {
        EmbeddedServer server = EmbeddedServer.open(settings.dataDir());
        return new Storage(Optional.of(server), new Database(server.jdbcUrl(), "postgres", ""));
    }

    Database database() {
        return database;
    }

    boolean isEmbedded() {
        return embedded.isPresent();
    }

    /** Closes in order, also on a thread that was interrupted: the interruption asked to stop, and this is a part of it. */
    @Override
    public void close() {
        Uninterrupted.run(() -> {
            database.close();
            embedded.ifPresent(EmbeddedServer::close);
        });
    }
}
