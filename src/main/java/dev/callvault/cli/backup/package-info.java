/** Commands that write the whole archive and make it anew. Begin with {@link dev.callvault.cli.backup.BackupCommand}. */
@NullMarked
package dev.callvault.cli.backup;

import org.jspecify.annotations.NullMarked;
