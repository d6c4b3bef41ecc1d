package dev.callvault.report.backup;

/**
 * What was written of a part.
 *
 * @param sha256 of its bytes before they were compressed, in hexadecimal
 */
record PartRecord(String name, long rows, long bytes, String sha256) {}
