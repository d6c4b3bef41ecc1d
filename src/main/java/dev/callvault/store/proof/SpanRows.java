package dev.callvault.store.proof;

import dev.callvault.call.CoverageSpan;

/**
 * A span of the ledger, with what the archive holds for it.
 *
 * @param rows stored records whose time is in the span
 */
public record SpanRows(CoverageSpan span, long rows) {}
