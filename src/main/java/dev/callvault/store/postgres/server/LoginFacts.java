package dev.callvault.store.postgres.server;

/**
 * What the ordinary login may do, and whether readers see only the reports.
 *
 * @param mayArchive whether it has the privileges to archive
 * @param mayChangeSchema whether it has more than those
 * @param areReadersApart whether the role {@code callvault_reader} exists and sees only the reports
 */
public record LoginFacts(String username, boolean mayArchive, boolean mayChangeSchema, boolean areReadersApart) {}
