package dev.callvault.store.backup;

/**
 * What was restored.
 *
 * @param rows of all tables, as the backup holds them
 * @param erased records of the backup that were erased after its snapshot, and so did not come back
 * @param wanted logs that the backup lacks, and that are requested again
 */
public record Restored(long rows, long erased, long wanted) {}
