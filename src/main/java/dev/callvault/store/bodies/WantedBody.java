package dev.callvault.store.bodies;

import dev.callvault.call.LogId;
import java.time.Instant;

/**
 * A call whose log is wanted.
 *
 * @param expiresAt when the provider may delete it
 * @param attempts the number of failed requests
 */
public record WantedBody(LogId logId, Instant startedAt, Instant expiresAt, int attempts) {}
