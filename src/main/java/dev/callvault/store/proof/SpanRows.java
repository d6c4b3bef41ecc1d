package dev.callvault.store.proof;

import dev.callvault.call.CoverageSpan;

/**
 * A span of the ledger beside what the archive holds for it.
 *
 * @param rows stored records whose time lies in the span
 */
public record SpanRows(CoverageSpan span, long rows) {}
