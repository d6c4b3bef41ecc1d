/**
 * The archive in PostgreSQL: one statement a class, joined by {@link dev.callvault.store.postgres.PostgresArchive}. The
 * only home of SQL.
 */
@NullMarked
package dev.callvault.store.postgres;

import org.jspecify.annotations.NullMarked;
