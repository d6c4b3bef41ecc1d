package dev.callvault.config.read;

/**
 * One key as it is in force.
 *
 * @param key its path in the file, such as {@code accounts[0].url}
 * @param value as it was written, secrets masked; empty when unset
 * @param origin which source won
 * @param from the variable, or the file and line; empty for a default
 */
public record Effective(String key, String value, Origin origin, String from) {}
