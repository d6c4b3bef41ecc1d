package dev.callvault.call;

/**
 * Identifies a line when it is listed again: the hash of the line without its printed offset, and its number among
 * identical lines.
 *
 * @param hash SHA-256 in lower-case hexadecimal
 * @param occurrence from 1
 */
public record LineKey(String hash, int occurrence) {}
