/**
 * Whole runs over HTTP into PostgreSQL, and what they leave there. Begin with {@link
 * dev.callvault.archiving.ArchiveAccountTest}.
 */
@NullMarked
package dev.callvault.archiving;

import org.jspecify.annotations.NullMarked;
