package dev.callvault.store;

import dev.callvault.call.CoverageSpan;
import java.time.Instant;
import java.util.List;

/**
 * What listing a window brought, or a part of that.
 *
 * @param spans what the ledger is to say of the window from now on; empty when the rows are worth keeping but prove nothing
 * @param listedAt when the provider was asked
 */
public record Listing(Rows rows, List<CoverageSpan> spans, Instant listedAt) {}
