package dev.callvault.store.coordination;

import java.time.Duration;
import java.time.Instant;

/**
 * A node seen recently. Times are by the database's clock.
 *
 * @param clockAhead how far the node's clock was ahead of the database's when it was seen
 */
public record LiveNode(Node node, Instant startedAt, Instant seenAt, Duration clockAhead) {}
