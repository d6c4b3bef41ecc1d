package dev.callvault.config;

/**
 * A PostgreSQL server of the user's own.
 *
 * @param url JDBC URL, without login
 * @param password {@link Secret#NONE} when the server asks for none
 */
public record DatabaseSettings(String url, String username, Secret password) {}
