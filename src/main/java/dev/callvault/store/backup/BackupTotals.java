package dev.callvault.store.backup;

/**
 * How a backup compares with the moment of its snapshot.
 *
 * @param logs how many logs it holds
 * @param logsLeftOut logs that were erased or deleted before they could be written
 * @param logsReplaced logs that were replaced meanwhile, as redaction does, and are in it as they are now
 */
public record BackupTotals(long logs, long logsLeftOut, long logsReplaced) {}
