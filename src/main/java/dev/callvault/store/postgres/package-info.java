/**
 * The archive in PostgreSQL, the only home of SQL: {@link dev.callvault.store.postgres.PostgresArchive} lists the
 * parts, one room for each port. A room's port is its public class; its statements, one a class, stay inside.
 */
@NullMarked
package dev.callvault.store.postgres;

import org.jspecify.annotations.NullMarked;
