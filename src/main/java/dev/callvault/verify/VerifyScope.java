package dev.callvault.verify;

/**
 * How much is looked at.
 *
 * @param deep whether everything that is retained is listed and compared row by row, and every stored body hashed
 * @param bodies how many stored bodies are fetched again, 0 or more
 */
public record VerifyScope(boolean deep, int bodies) {}
