package dev.callvault.call;

/**
 * A stretch of one stream that has been listed.
 *
 * @param total how many records the provider stated for it
 * @param proven whether exactly that many distinct records came
 */
public record CoverageSpan(TimeWindow window, long total, boolean proven) {}
