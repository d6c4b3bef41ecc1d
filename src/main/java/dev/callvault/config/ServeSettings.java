package dev.callvault.config;

import java.util.List;

/**
 * What the daemon serves over HTTP, and where.
 *
 * @param host the address to listen on
 * @param port 0 for any free one
 * @param users empty only on loopback, where everything is open
 */
public record ServeSettings(boolean enabled, String host, int port, List<UserSettings> users) {
    public ServeSettings {
        users = List.copyOf(users);
    }
}
