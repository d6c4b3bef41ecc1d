package dev.callvault.call;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that was lost, when, and why.
 *
 * @param stream calls, sessions, errors, or bodies
 * @param logId the call whose log was lost, or null for lost time
 */
public record Gap(
        String stream, Instant from, Instant to, @Nullable LogId logId, String reason, Instant detectedAt) {}
