package dev.callvault.schedule;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a job stands in the cluster.
 *
 * @param last when it was last begun on whichever node; null before the first time
 * @param next when it is due; null when the store does not know the job
 */
public record JobStatus(
        String name,
        Duration every,
        @Nullable Instant last,
        @Nullable Instant next) {}
