package dev.callvault.call;

/**
 * What makes a line the same line when it is listed again: the hash of the line without the printed offset, and its number
 * among identical ones.
 *
 * @param hash SHA-256 in lower-case hexadecimal
 * @param occurrence from 1
 */
public record LineKey(String hash, int occurrence) {}
