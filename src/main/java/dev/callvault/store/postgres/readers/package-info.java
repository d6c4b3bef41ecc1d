/**
 * Logins that read the reports: roles, their settings, and the schemas of those that are bound to accounts. Begin with
 * {@link dev.callvault.store.postgres.readers.PostgresReaders}.
 */
@NullMarked
package dev.callvault.store.postgres.readers;

import org.jspecify.annotations.NullMarked;
