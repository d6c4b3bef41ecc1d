package dev.callvault.verify;

/**
 * How much is verified.
 *
 * @param deep whether to list everything retained, compare it row by row, and rehash every stored log
 * @param bodies how many stored logs to fetch again, 0 or more
 */
public record VerifyScope(boolean deep, int bodies) {}
