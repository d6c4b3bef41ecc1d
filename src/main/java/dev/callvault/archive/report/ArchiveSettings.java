package dev.callvault.archive.report;

import java.time.Duration;

/**
 * How an account is archived.
 *
 * @param openWindow how far back every run lists in full, since calls appear only after they have ended
 * @param concurrency how many logs are fetched at once, 1 or more
 * @param node the name under which this process claims work
 */
public record ArchiveSettings(Duration openWindow, int concurrency, String node) {}
