package dev.callvault.store.backup;

/**
 * What a table holds, whatever the order of its rows.
 *
 * @param sum of the rows' hashes
 */
public record TableSum(String table, long rows, String sum) {}
