package dev.callvault.config;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Whom to tell that archiving goes well.
 *
 * @param url empty to tell nobody
 * @param interval how often at most
 */
public record HeartbeatSettings(Optional<URI> url, Duration interval) {}
