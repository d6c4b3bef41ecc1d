package dev.callvault.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Backups that the daemon writes.
 *
 * @param directory where; empty for none
 * @param schedule how often
 * @param keep how many of them are left
 */
public record BackupSettings(Optional<Path> directory, Duration schedule, int keep) {}
