package dev.callvault.config;

import java.util.Optional;

/**
 * A PostgreSQL server of the user's own.
 *
 * @param url JDBC URL, without login
 * @param password {@link Secret#NONE} when the server asks for none
 * @param owner the login that migrates, where it is not the ordinary one
 */
public record DatabaseSettings(String url, String username, Secret password, Optional<Login> owner) {
    /** One login for everything. */
    public DatabaseSettings(String url, String username, Secret password) {
        this(url, username, password, Optional.empty());
    }

    /** A login of the server. */
    public record Login(String username, Secret password) {}
}
