/**
 * The archive in PostgreSQL, the only home of SQL: {@link dev.callvault.store.postgres.PostgresArchive} lists the parts, one
 * room for each port. Public in a room are its ports and the few statements that another room needs too, as the overview
 * does; the other statements, one a class, stay inside.
 */
@NullMarked
package dev.callvault.store.postgres;

import org.jspecify.annotations.NullMarked;
