package dev.callvault.config;

import org.slf4j.event.Level;

/**
 * The program's own logs, on standard error.
 *
 * @param json whether each line is a JSON object
 */
public record LogSettings(boolean json, Level level) {}
