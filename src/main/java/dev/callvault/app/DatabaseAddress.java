package dev.callvault.app;

import dev.callvault.config.DatabaseSettings;
import dev.callvault.config.InvalidSettings;
import dev.callvault.config.Settings;
import dev.callvault.store.postgres.server.EmbeddedServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How to reach the archive's database with any client.
 *
 * @param url JDBC URL
 * @param password where it is; never the password itself
 * @param psql the command for PostgreSQL's own client, for an embedded server
 */
public record DatabaseAddress(String url, String username, String password, Optional<String> psql) {
    /**
     * As the settings say, or as the embedded server wrote it down when it started last; connects to nothing.
     *
     * @throws InvalidSettings when there is no embedded server yet
     */
    public static DatabaseAddress of(Settings settings) {
        return settings.database().map(DatabaseAddress::of).orElseGet(() -> embedded(settings.dataDir()));
    }

    /** The same database for another login. */
    public DatabaseAddress as(String login) {
        String uri = url.replaceFirst("^jdbc:", "").replaceFirst("[?].*", "");
        return new DatabaseAddress(
                url, login, "its own", Optional.of("psql '" + uri + "' -U '" + login.replace("'", "'\\''") + "'"));
    }

    private static DatabaseAddress of(DatabaseSettings server) {
        return new DatabaseAddress(server.url(), server.username(), "the one of database.password", Optional.empty());
    }

    private static DatabaseAddress embedded(Path dataDir) {
        Path directory = dataDir.toAbsolutePath().normalize();
        OptionalInt port = EmbeddedServer.lastPort(directory);
        if (port.isEmpty()) {
            throw new InvalidSettings(List.of("there is no embedded PostgreSQL in " + directory
                    + " yet: start 'callvault run' or 'callvault demo', or set CALLVAULT_DATA_DIR"));
        }
        return new DatabaseAddress(
                EmbeddedServer.jdbcUrl(port.getAsInt()),
                EmbeddedServer.USER,
                "in the file " + directory.resolve("pgpass"),
                Optional.of("psql \"$(cat '" + directory.resolve("connection") + "')\""));
    }
}
