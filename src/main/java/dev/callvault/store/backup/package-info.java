/**
 * The port for copies of a whole archive: what a backup holds, and in which order. Begin with {@link
 * dev.callvault.store.backup.BackupStore}.
 */
@NullMarked
package dev.callvault.store.backup;

import org.jspecify.annotations.NullMarked;
