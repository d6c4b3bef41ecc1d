/**
 * The archive in PostgreSQL, the only place with SQL. {@link dev.callvault.store.postgres.PostgresArchive} lists the
 * parts, one package per port. The public classes of a package are its ports, plus the few statements that other
 * packages need, as the overview does; all other statements, one per class, are package-private.
 */
@NullMarked
package dev.callvault.store.postgres;

import org.jspecify.annotations.NullMarked;
