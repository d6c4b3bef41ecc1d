package dev.callvault.archive.listing;

import java.time.Instant;
import java.util.Optional;

/**
 * What went before a run over a stream.
 *
 * @param lastSuccess when the last run began that was not ended by a failure
 * @param audits what this process has asked about
 */
public record RunHistory(Optional<Instant> lastSuccess, AuditPace audits) {}
