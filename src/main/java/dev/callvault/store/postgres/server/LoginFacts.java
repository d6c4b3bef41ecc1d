package dev.callvault.store.postgres.server;

/**
 * What the ordinary login may do, and whether readers are kept to the reports.
 *
 * @param mayArchive whether it has what archiving needs
 * @param mayChangeSchema whether it has more than that
 * @param areReadersApart whether the role {@code callvault_reader} is there and sees the reports only
 */
public record LoginFacts(String username, boolean mayArchive, boolean mayChangeSchema, boolean areReadersApart) {}
