package dev.callvault.archive.listing;

import java.time.Instant;
import java.util.Optional;

/**
 * What came before a run over a stream.
 *
 * @param lastSuccess when the last run without a failure began
 * @param audits what this process has audited
 */
public record RunHistory(Optional<Instant> lastSuccess, AuditPace audits) {}
