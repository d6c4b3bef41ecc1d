/**
 * The archive in PostgreSQL, the only place with SQL. {@link dev.callvault.store.postgres.PostgresArchive} lists the
 * parts, one package per port. The public classes of a package are its ports, plus the few statements that other
 * packages need, as the overview does; all other statements, one per class, are package-private: {@code execute} writes,
 * {@code fetch} reads. Plain reads and writes use jOOQ's generated tables, by name; a statement is text where it takes its
 * rows as arrays ({@code unnest}), computes with ranges, or works in several steps ({@code WITH}).
 */
@NullMarked
package dev.callvault.store.postgres;

import org.jspecify.annotations.NullMarked;
