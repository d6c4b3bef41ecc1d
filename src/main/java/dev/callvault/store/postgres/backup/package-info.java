/**
 * Backups of the whole archive by {@code COPY}. Begin with {@link dev.callvault.store.postgres.backup.PostgresBackupStore}; {@link
 * dev.callvault.store.postgres.backup.KeptTables} says what is in a backup.
 */
@NullMarked
package dev.callvault.store.postgres.backup;

import org.jspecify.annotations.NullMarked;
