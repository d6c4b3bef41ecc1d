package dev.callvault.config;

/**
 * What the daemon serves over HTTP, and where.
 *
 * @param host the address to listen on
 * @param port 0 for any free one
 */
public record ServeSettings(boolean enabled, String host, int port) {}
