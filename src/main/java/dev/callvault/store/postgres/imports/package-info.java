/** Imported records in PostgreSQL. Begin with {@link dev.callvault.store.postgres.imports.PostgresImportStore}. */
@NullMarked
package dev.callvault.store.postgres.imports;

import org.jspecify.annotations.NullMarked;
